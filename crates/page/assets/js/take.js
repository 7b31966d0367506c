// What a chart gives away: its numbers, its picture.
import { fileName, hand } from "./parts.js";
import { at, look } from "./draw.js";

/** Rows of the table: a moment each, all lines and the record beside each other. */
export function rows(lines, series, every) {
  const times = new Set();
  for (const line of lines) line.times.forEach((time) => { if (!every || Math.abs(time - Math.round(time)) < 1e-9) times.add(time); });
  for (const one of series) one.points.forEach(([time]) => times.add(every ? Math.floor(time) : time));
  return [...times].sort((a, b) => a - b).map((time) => [
    time,
    ...lines.map((line) => (time < line.times[0] || time > line.times.at(-1) ? null : at(line, time))),
    ...series.map((one) => one.points.find((point) => (every ? Math.floor(point[0]) === time : point[0] === time))?.[1] ?? null),
  ]);
}

export function csv(lines, series) {
  const cell = (text) => (/[",\n]/.test(text) ? `"${String(text).replaceAll('"', '""')}"` : text);
  const head = ["time", ...lines.map((line) => line.name), ...series.map((one) => `record: ${one.name}`)];
  return [head.map(cell), ...rows(lines, series, false).map((row) => row.map((value) => value ?? ""))].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

/** The chart as a file of its own: colours written out, title and legend inside. */
export function svgText(drawn, title, unit, lines, series) {
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

export function png(drawn, title, unit, lines, series) {
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
