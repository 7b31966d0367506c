// A chart: lines over time, the record as points, bands of the ensemble, what a claim looks at;
// with a legend, a table for those who do not see it, and everything to take away.
import { html, useLayoutEffect, useEffect, useRef, useState, useMemo } from "../vendor/preact.js";
import * as Plot from "../vendor/plot.js";
import { figure, fileName, hand } from "./parts.js";

/** How each kind of line is drawn: by colour and by dashes. */
const KINDS = {
  base: { stroke: "var(--base)", width: 2 },
  changed: { stroke: "var(--changed)", width: 2.2 },
  unchanged: { stroke: "var(--base)", width: 1.6, dash: "1 3" },
  beside: { stroke: "var(--beside)", width: 1.7, dash: "6 4" },
};
const HUES = ["var(--base)", "var(--changed)", "var(--holds)", "var(--beside)", "var(--depends)", "var(--fails)"];
const DASHES = [null, "7 3", "2 3", "8 3 2 3", "1 4", "12 4"];

/** The look of a line: of its kind, or of its number where there are several of one kind. */
export function look(line, number = 0) {
  if (line.kind === "several") return { stroke: HUES[number % HUES.length], width: 2, dash: DASHES[number % DASHES.length] };
  return KINDS[line.kind] ?? KINDS.base;
}

/**
 * `lines`: [{name, kind, times, values}]; `records`: [{name, points: [[time, value, note]]}];
 * `band`: {times, lines: five of them}; `marks`: [{from, until, low, high}].
 */
export function Chart({ title, href, unit, lines, records = [], band = null, marks = [], height = 230, small = false, zero = "auto" }) {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  const [table, setTable] = useState(false);
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const drawn = useMemo(
    () => (width > 0 ? draw({ lines, records, band, marks, width, height, small, zero, unit }) : null),
    [width, lines, records, band, marks, height],
  );
  useLayoutEffect(() => {
    if (!drawn) return;
    drawn.setAttribute("aria-hidden", "true");
    box.current.replaceChildren(drawn);
  }, [drawn]);
  const series = records.filter((one) => one.points.length > 0);
  return html`<figure class="chart" data-chart=${title}>
    <figcaption><span class="title">${href ? html`<a href=${href} data-variable=${href.split("/").pop()}>${title}</a>` : title}</span>
      ${unit && html`<span class="unit">${unit}</span>`}</figcaption>
    ${(lines.length > 1 || series.length > 0 || band) && html`<${Legend} lines=${lines} series=${series} band=${band} />`}
    <div class="plot" ref=${box} style="height:${height}px" role="img" aria-label="${describe(title, unit, lines, series)}"></div>
    ${!small && html`<div class="take">
      <button class="button quiet" aria-expanded=${table} onClick=${() => setTable(!table)}>Numbers</button>
      <button class="button quiet" onClick=${() => hand(`${fileName(title)}.csv`, "text/csv", csv(lines, series))}>CSV</button>
      <button class="button quiet" onClick=${() => hand(`${fileName(title)}.svg`, "image/svg+xml", svgText(drawn, title, unit, lines, series))}>SVG</button>
      <button class="button quiet" onClick=${() => png(drawn, title, unit, lines, series)}>PNG</button></div>
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

function draw({ lines, records, band, marks, width, height, small, zero }) {
  const marksOf = [];
  const values = [];
  const span = [Infinity, -Infinity];
  for (const line of lines) {
    span[0] = Math.min(span[0], line.times[0] ?? Infinity);
    span[1] = Math.max(span[1], line.times.at(-1) ?? -Infinity);
    for (const value of line.values) if (value !== null) values.push(value);
  }
  const inside = ([time]) => time >= span[0] && time <= span[1];
  const points = records.map((one) => one.points.filter(inside));
  for (const point of points.flat()) values.push(point[1]);
  for (const mark of marks) for (const bound of [mark.low, mark.high]) if (bound !== null && bound !== undefined) values.push(bound);
  if (band) {
    marksOf.push(Plot.areaY(band.times, { x: (_, i) => band.times[i], y1: (_, i) => band.lines[0][i], y2: (_, i) => band.lines[4][i], fill: "var(--band)", fillOpacity: 0.13 }));
    marksOf.push(Plot.areaY(band.times, { x: (_, i) => band.times[i], y1: (_, i) => band.lines[1][i], y2: (_, i) => band.lines[3][i], fill: "var(--band)", fillOpacity: 0.16 }));
    values.push(...band.lines[0], ...band.lines[4]);
  }
  let low = values.reduce((a, b) => Math.min(a, b), Infinity);
  let high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!Number.isFinite(low)) [low, high] = [0, 1];
  // Most quantities are never negative: nought belongs on the axis unless it would flatten the line.
  if (zero === "auto" && low >= 0 && low < 0.75 * high) low = 0;
  if (low === high) [low, high] = low === 0 ? [0, 1] : [low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1];
  for (const mark of marks) marksOf.push(...drawMark(mark, low, high, span));
  lines.forEach((line, at) => {
    const { stroke, width, dash } = look(line, at);
    marksOf.push(Plot.lineY(line.values, { x: (_, i) => line.times[i], y: (d) => d, stroke, strokeWidth: width, strokeDasharray: dash, clip: true }));
  });
  points.forEach((all, at) => {
    marksOf.push(Plot.dot(all, { x: "0", y: "1", r: small ? 1.6 : 2.6, stroke: "var(--record)", strokeWidth: 1.2, fill: at === 0 ? "var(--record)" : "var(--card)" }));
  });
  const main = lines.at(-1);
  if (!small && main) marksOf.push(...pointer(lines, records, points, main));
  const years = span[0] > 1000 && span[1] < 3000;
  return Plot.plot({
    width, height, marginLeft: small ? 34 : 46, marginRight: 10, marginTop: 8, marginBottom: 22,
    x: { domain: span[0] < span[1] ? span : undefined, label: null, ticks: width / 80, tickFormat: years ? (d) => String(d) : undefined, tickSize: 4 },
    y: { domain: [low, high], nice: true, label: null, grid: true, ticks: height / 55, tickSize: 0, tickFormat: tick },
    marks: [Plot.ruleY([low < 0 ? 0 : low], { stroke: "var(--line)" }), ...marksOf],
  });
}

const COMPACT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumSignificantDigits: 4 });

function tick(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return COMPACT.format(value).replace("-", "−");
  if (size > 0 && size < 1e-3) return value.toExponential(0).replace("-", "−");
  return String(+value.toFixed(6)).replace("-", "−");
}

/** What a claim looks at: a stretch of time shaded, or a date with the bounds it must keep. */
function drawMark({ from, until, low, high }, bottom, top, span) {
  const wide = Math.max(until - from, (span[1] - span[0]) / 90);
  const middle = (from + until) / 2;
  const [x1, x2] = [middle - wide / 2, middle + wide / 2];
  const bounded = low !== null && low !== undefined || high !== null && high !== undefined;
  const all = [Plot.rect([0], { x1: () => x1, x2: () => x2, y1: () => low ?? bottom, y2: () => high ?? top, fill: "var(--depends)", fillOpacity: bounded ? 0.28 : 0.12, clip: true })];
  if (bounded && low === high) all.push(Plot.dot([[middle, low]], { x: "0", y: "1", symbol: "times", stroke: "var(--depends)", r: 4 }));
  return all;
}

/** Under the pointer: the moment and every line's value then. */
function pointer(lines, records, points, main) {
  const title = (_, i) => {
    const time = main.times[i];
    const rows = lines.map((line) => `${line.name}: ${figure(at(line, time))}`);
    points.forEach((all, n) => {
      const near = all.find((point) => Math.abs(point[0] - time) <= 0.5);
      if (near) rows.push(`record (${records[n].name}): ${figure(near[1])}`);
    });
    return `${moment(time)}\n${rows.join("\n")}`;
  };
  const data = main.values;
  const x = (_, i) => main.times[i];
  return [
    Plot.ruleX(data, Plot.pointerX({ x, stroke: "var(--soft)", strokeOpacity: 0.5 })),
    Plot.tip(data, Plot.pointerX({ x, y: (d) => d, title, fill: "var(--card)", stroke: "var(--line)", fontSize: 12, lineHeight: 1.25, textPadding: 7 })),
  ];
}

export function at(line, time) {
  let [a, b] = [0, line.times.length - 1];
  while (a < b) {
    const middle = (a + b + 1) >> 1;
    if (line.times[middle] <= time + 1e-9) a = middle; else b = middle - 1;
  }
  return line.values[a] ?? null;
}

const moment = (time) => String(+time.toFixed(2));

function describe(title, unit, lines, series) {
  const parts = lines.map((line) => {
    const known = line.values.filter((value) => value !== null);
    if (!known.length) return `${line.name}: no values`;
    return `${line.name}: ${figure(known[0])} at ${moment(line.times[0])}, ${figure(known.at(-1))} at ${moment(line.times.at(-1))}, least ${figure(known.reduce((a, b) => Math.min(a, b)))}, most ${figure(known.reduce((a, b) => Math.max(a, b)))}`;
  });
  const observed = series.length ? ` The record: ${series.map((one) => one.name).join(", ")}.` : "";
  return `${title}${unit ? ` in ${unit}` : ""} over time. ${parts.join(". ")}.${observed} The button Numbers shows a table.`;
}

/** Rows of the table: a moment each, all lines and the record beside each other. */
function rows(lines, series, every) {
  const times = new Set();
  for (const line of lines) line.times.forEach((time) => { if (!every || Math.abs(time - Math.round(time)) < 1e-9) times.add(time); });
  for (const one of series) one.points.forEach(([time]) => times.add(every ? Math.floor(time) : time));
  return [...times].sort((a, b) => a - b).map((time) => [
    time,
    ...lines.map((line) => (time < line.times[0] || time > line.times.at(-1) ? null : at(line, time))),
    ...series.map((one) => one.points.find((point) => (every ? Math.floor(point[0]) === time : point[0] === time))?.[1] ?? null),
  ]);
}

function Table({ title, lines, series }) {
  const whole = lines.some((line) => line.times.filter((time) => Math.abs(time - Math.round(time)) < 1e-9).length > 2);
  return html`<div class="data" tabindex="0" role="region" aria-label="Numbers of ${title}"><table><caption class="visually-hidden">${title}</caption>
    <thead><tr><th scope="col">time</th>${lines.map((line) => html`<th scope="col">${line.name}</th>`)}${series.map((one) => html`<th scope="col">record: ${one.name}</th>`)}</tr></thead>
    <tbody>${rows(lines, series, whole).map(([time, ...all]) => html`<tr><th scope="row">${moment(time)}</th>${all.map((value) => html`<td>${figure(value)}</td>`)}</tr>`)}</tbody></table></div>`;
}

function csv(lines, series) {
  const cell = (text) => (/[",\n]/.test(text) ? `"${String(text).replaceAll('"', '""')}"` : text);
  const head = ["time", ...lines.map((line) => line.name), ...series.map((one) => `record: ${one.name}`)];
  return [head.map(cell), ...rows(lines, series, false).map((row) => row.map((value) => value ?? ""))].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

/** The chart as a file of its own: colours written out, title and legend inside. */
function svgText(drawn, title, unit, lines, series) {
  const copy = drawn.cloneNode(true);
  const style = getComputedStyle(document.documentElement);
  const inner = copy.outerHTML.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  const [width, height] = [+drawn.getAttribute("width"), +drawn.getAttribute("height")];
  const escape = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const names = [...lines.map((line, n) => [line.name, look(line, n).stroke]), ...series.map((one) => [`record: ${one.name}`, "var(--record)"])];
  const legend = names.map(([name, stroke], n) => {
    const color = stroke.replace(/var\((--[\w-]+)\)/, (_, key) => style.getPropertyValue(key).trim());
    return `<g transform="translate(46 ${34 + n * 16})"><line x2="20" y1="-4" y2="-4" stroke="${color}" stroke-width="2.4"/><text x="26">${escape(name)}</text></g>`;
  }).join("");
  const top = 40 + names.length * 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + top}" viewBox="0 0 ${width} ${height + top}" font-family="Source Sans 3, Segoe UI, sans-serif" font-size="12" color="${style.getPropertyValue("--soft").trim()}" fill="${style.getPropertyValue("--ink").trim()}"><rect width="100%" height="100%" fill="${style.getPropertyValue("--card").trim()}"/><text x="10" y="18" font-size="14" font-weight="600">${escape(title)}${unit ? ` (${escape(unit)})` : ""}</text>${legend}<g transform="translate(0 ${top})">${inner}</g></svg>`;
}

function png(drawn, title, unit, lines, series) {
  const text = svgText(drawn, title, unit, lines, series);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => hand(`${fileName(title)}.png`, "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

/** A line small enough to stand in a line of text. */
export function Sparkline({ times, values, other }) {
  const known = [...values, ...(other ?? [])].filter((value) => value !== null);
  if (known.length < 2) return html`<svg class="sparkline" aria-hidden="true"></svg>`;
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const path = (all) => all.map((value, i) => (value === null ? "" : `${i ? "L" : "M"}${((i / (all.length - 1)) * 82 + 1).toFixed(1)} ${(18 - ((value - low) / (high - low || 1)) * 16).toFixed(1)}`)).join("");
  return html`<svg class="sparkline" viewBox="0 0 84 20" aria-hidden="true">
    ${other && html`<path d=${path(other)} fill="none" stroke="var(--base)" stroke-width="1" stroke-dasharray="1 2" />`}
    <path d=${path(values)} fill="none" stroke=${other ? "var(--changed)" : "var(--base)"} stroke-width="1.5" /></svg>`;
}
