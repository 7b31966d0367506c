// A chart: lines over time, the record as points, bands of the ensemble, what a claim looks at;
// with a legend, a table for those who do not see it, and everything to take away.
import { html, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { draw, look } from "./draw.js";
import { figure, fileName, hand } from "./parts.js";
import { Pointer, moment } from "./pointer.js";
import { useSeen } from "./seen.js";
import { csv, png, rows, svgText } from "./take.js";

/**
 * `lines`: [{name, kind, times, values}]; `records`: [{name, points: [[time, value, note]]}];
 * `band`: {times, lines: five of them}; `marks`: [{from, until, low, high}].
 */
export function Chart({ title, href, unit, lines, records = [], band = null, marks = [], height = 230, small = false, zero = "auto" }) {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  const [table, setTable] = useState(false);
  // What nobody sees is not drawn: a chapter has dozens of charts, and every lever redraws them.
  const seen = useSeen(box);
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const drawn = useMemo(
    () => (seen && width > 0 ? draw({ lines, records, band, marks, width, height, small, zero }) : null),
    [seen, width, lines, records, band, marks, height],
  );
  useLayoutEffect(() => {
    if (!drawn) return;
    drawn.setAttribute("aria-hidden", "true");
    box.current.replaceChildren(drawn);
  }, [drawn]);
  // To take away, a chart is drawn even where it is not seen.
  const picture = () => drawn ?? draw({ lines, records, band, marks, width: width || 640, height, small, zero });
  const series = records.filter((one) => one.points.length > 0);
  return html`<figure class="chart" data-chart=${title}>
    <figcaption><span class="title">${href ? html`<a href=${href} data-variable=${href.split("/").pop()}>${title}</a>` : title}</span>
      ${unit && html`<span class="unit">${unit}</span>`}</figcaption>
    ${(lines.length > 1 || series.length > 0 || band) && html`<${Legend} lines=${lines} series=${series} band=${band} />`}
    <${Pointer} drawn=${small ? null : drawn} lines=${lines} records=${series}>
      <div class="plot" ref=${box} style="height:${height}px" role="img" aria-label="${describe(title, unit, lines, series)}"></div><//>
    ${!small && html`<div class="take">
      <button class="button quiet" aria-expanded=${table} onClick=${() => setTable(!table)}>Numbers</button>
      <button class="button quiet" onClick=${() => hand(`${fileName(title)}.csv`, "text/csv", csv(lines, series))}>CSV</button>
      <button class="button quiet" onClick=${() => hand(`${fileName(title)}.svg`, "image/svg+xml", svgText(picture(), title, unit, lines, series))}>SVG</button>
      <button class="button quiet" onClick=${() => png(picture(), title, unit, lines, series)}>PNG</button></div>
      ${table && html`<${Table} title=${title} lines=${lines} series=${series} />`}`}
  </figure>`;
}

function Swatch({ stroke, dash, dot, area }) {
  if (area) return html`<svg width="20" height="10" aria-hidden="true"><rect width="20" height="10" fill="var(--band)" fill-opacity="0.22" /></svg>`;
  if (dot) return html`<svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="3.1" fill=${dot === 1 ? "var(--record)" : "none"} stroke="var(--record)" stroke-width="1.4" /></svg>`;
  return html`<svg width="22" height="8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke=${stroke} stroke-width="2.2" stroke-dasharray=${dash} /></svg>`;
}

function Legend({ lines, series, band }) {
  return html`<ul class="legend">
    ${lines.map((line, at) => html`<li><${Swatch} stroke=${look(line, at).stroke} dash=${look(line, at).dash} />${line.name}</li>`)}
    ${series.map((one, at) => html`<li title=${one.note}><${Swatch} dot=${at + 1} />record: ${one.name}</li>`)}
    ${band && html`<li><${Swatch} area />nine in ten of ${band.members} members</li>`}</ul>`;
}

function describe(title, unit, lines, series) {
  const parts = lines.map((line) => {
    const known = line.values.filter((value) => value !== null);
    if (!known.length) return `${line.name}: no values`;
    return `${line.name}: ${figure(known[0])} at ${moment(line.times[0])}, ${figure(known.at(-1))} at ${moment(line.times.at(-1))}, least ${figure(known.reduce((a, b) => Math.min(a, b)))}, most ${figure(known.reduce((a, b) => Math.max(a, b)))}`;
  });
  const observed = series.length ? ` The record: ${series.map((one) => one.name).join(", ")}.` : "";
  return `${title}${unit ? ` in ${unit}` : ""} over time. ${parts.join(". ")}.${observed} The button Numbers shows a table.`;
}

function Table({ title, lines, series }) {
  const whole = lines.some((line) => line.times.filter((time) => Math.abs(time - Math.round(time)) < 1e-9).length > 2);
  return html`<div class="data" tabindex="0" role="region" aria-label="Numbers of ${title}"><table><caption class="visually-hidden">${title}</caption>
    <thead><tr><th scope="col">time</th>${lines.map((line) => html`<th scope="col">${line.name}</th>`)}${series.map((one) => html`<th scope="col">record: ${one.name}</th>`)}</tr></thead>
    <tbody>${rows(lines, series, whole).map(([time, ...all]) => html`<tr><th scope="row">${moment(time)}</th>${all.map((value) => html`<td>${figure(value)}</td>`)}</tr>`)}</tbody></table></div>`;
}
