// The picture of a chart: lines, points, bands and marks by Observable Plot.
import * as Plot from "../vendor/plot.js";

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

/** The drawing as SVG; Plot gives it its scales, `drawn.scale(name)`. */
export function draw({ lines, records, band, marks, width, height, small, zero }) {
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

/** The value of a line at a time: the last that was kept. */
export function at(line, time) {
  let [a, b] = [0, line.times.length - 1];
  while (a < b) {
    const middle = (a + b + 1) >> 1;
    if (line.times[middle] <= time + 1e-9) a = middle; else b = middle - 1;
  }
  return line.values[a] ?? null;
}
