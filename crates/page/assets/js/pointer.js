// Under the pointer: the moment, and every line's value then. Worked out for the one moment that is
// asked for; the arrow keys walk through time.
import { html, useRef, useState } from "../vendor/preact.js";
import { at, look } from "./draw.js";
import { figure } from "./parts.js";

export const moment = (time) => String(+time.toFixed(2));

export function Pointer({ drawn, lines, records, children }) {
  const box = useRef(null);
  const [time, setTime] = useState(null);
  const times = lines.at(-1)?.times ?? [];
  const scale = drawn?.scale("x");
  const move = (event) => {
    if (!scale?.invert || times.length === 0) return;
    const left = box.current.getBoundingClientRect().left;
    const [low, high] = scale.domain;
    const wanted = Math.min(high, Math.max(low, scale.invert(event.clientX - left)));
    setTime(nearest(times, wanted));
  };
  const keys = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === "Escape") setTime(null);
    if (event.key === "Home") setTime(times[0]);
    if (event.key === "End") setTime(times.at(-1));
    if (step) {
      const from = time === null ? 0 : times.indexOf(nearest(times, time));
      // By a hundredth of the whole, so that a hundred strokes walk through it.
      const stride = Math.max(1, Math.round(times.length / 100));
      setTime(times[Math.min(times.length - 1, Math.max(0, from + step * stride))]);
    }
    if (step || ["Home", "End"].includes(event.key)) event.preventDefault();
  };
  if (!drawn) return html`<div class="pointed">${children}</div>`;
  const x = time === null ? null : scale.apply(time);
  return html`<div class="pointed" ref=${box} tabindex="0" role="group" aria-label="Arrow keys walk through time" onPointerMove=${move} onPointerDown=${move} onPointerLeave=${() => setTime(null)} onBlur=${() => setTime(null)} onKeyDown=${keys}>
    ${children}
    ${x !== null && html`<div class="rule" style="left:${x}px"></div><${Tip} x=${x} right=${x > drawn.clientWidth / 2} time=${time} lines=${lines} records=${records} />`}</div>`;
}

function Tip({ x, right, time, lines, records }) {
  const seen = records.map((one) => [one, one.points.find(([when]) => Math.abs(when - time) <= 0.5)]).filter(([, point]) => point);
  const side = right ? `right:calc(100% - ${x - 10}px)` : `left:${x + 10}px`;
  return html`<div class="tip" role="status" style=${side}><b>${moment(time)}</b>
    ${lines.map((line, n) => html`<div><i style="background:${look(line, n).stroke}"></i>${line.name}<span>${figure(at(line, time))}</span></div>`)}
    ${seen.map(([one, point]) => html`<div><i class="record"></i>record: ${one.name}<span>${figure(point[1])}</span></div>`)}</div>`;
}

function nearest(times, wanted) {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < wanted) low = middle + 1; else high = middle;
  }
  return low > 0 && wanted - times[low - 1] < times[low] - wanted ? times[low - 1] : times[low];
}
