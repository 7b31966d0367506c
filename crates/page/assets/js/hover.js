// What a name stands for, shown while the pointer or the keyboard rests on it: what it is, its unit,
// who says so, and its course; of a source, its title.
import { html, useEffect, useState } from "../vendor/preact.js";
import { useAnswer, usePage } from "./hooks.js";
import { Sparkline } from "./sparkline.js";
import { figure, said } from "./parts.js";

export function Hover() {
  const { book, byKey, changes, version } = usePage();
  const [at, setAt] = useState(null);
  useEffect(() => {
    let timer = null;
    const over = (event) => {
      const link = event.target.closest?.("[data-variable], [data-source]");
      clearTimeout(timer);
      if (!link) { setAt(null); return; }
      timer = setTimeout(() => {
        const box = link.getBoundingClientRect();
        const { variable, source } = link.dataset;
        setAt({ key: variable && decodeURIComponent(variable), source, left: box.left, top: box.bottom, above: box.top });
      }, 180);
    };
    const leave = () => { clearTimeout(timer); setAt(null); };
    document.addEventListener("pointerover", over);
    document.addEventListener("focusin", over);
    document.addEventListener("click", leave);
    addEventListener("scroll", leave, { passive: true });
    return () => {
      document.removeEventListener("pointerover", over);
      document.removeEventListener("focusin", over);
      document.removeEventListener("click", leave);
      removeEventListener("scroll", leave);
    };
  }, []);
  const variable = at && byKey.get(at.key);
  const course = useAnswer("api/course", variable?.runs ? { variables: [variable.key], changes } : null, version);
  if (!variable && !at?.source) return null;
  const below = at.top + 190 < innerHeight;
  const style = `left:${Math.max(8, Math.min(at.left, innerWidth - 370))}px;${below ? `top:${at.top + 6}px` : `bottom:${innerHeight - at.above + 6}px`}`;
  if (at.source) return html`<div class="hover" role="tooltip" style=${style}><b>${at.source}</b><div>${book.sources[at.source]}</div></div>`;
  const [name, values] = Object.entries(course.data?.lines ?? {})[0] ?? [];
  const fits = name && byKey.get(at.key) && (name === variable.name || name.startsWith(`${variable.name}[`));
  return html`<div class="hover" role="tooltip" style=${style}>
    <div><b>${variable.name}</b> <span class="kind">${variable.kind}</span></div>
    ${variable.note && html`<div>${variable.note}</div>`}
    <div class="soft">${variable.unit ? `in ${variable.unit}` : "a pure number"} · ${said(book, variable.provenance)}</div>
    ${fits && html`<div><${Sparkline} times=${course.data.times} values=${values} /> ${figure(values[0])} → ${figure(values.at(-1))}</div>`}
  </div>`;
}
