// The map: sectors and what passes between them; one sector's stocks, flows and what moves them.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../vendor/preact.js";
import { useGet, usePage } from "../hooks.js";
import { sectors, skeleton, variables } from "../layout.js";
import { Bad, Waiting } from "../parts.js";

/** How much of a sector is drawn, in the order of detail. */
const DETAILS = {
  skeleton: "stocks and flows",
  auxiliaries: "auxiliaries too",
  all: "everything",
};

/** Boxes beyond which a sector begins with its stocks and flows alone. */
const READABLE = 45;

export function Map_({ of }) {
  const { version, byKey, go } = usePage();
  const answer = useGet("api/map", version);
  const [dagre, setDagre] = useState(null);
  const [chosen, setDetail] = useState(null);
  const [others, setOthers] = useState(false);
  useEffect(() => { import("../../vendor/dagre.js").then(setDagre); }, []);
  const map = answer.data;
  const sector = of === "" ? (map?.sectors.length === 1 ? 0 : null) : +of;
  const detail = chosen ?? (map && sector !== null ? fitting(map, sector, byKey) : "skeleton");
  const drawn = useMemo(() => {
    if (!map || !dagre) return null;
    if (sector === null) return sectors(map);
    return detail === "skeleton" ? skeleton(map, dagre, sector, byKey) : variables(map, dagre, sector, byKey, detail === "all", others);
  }, [map, dagre, sector, byKey, detail, others]);
  if (answer.error) return html`<${Bad}>${answer.error}<//>`;
  if (!map || !drawn) return html`<${Waiting} what="Drawing the map…" />`;
  const inward = (node) => (sector === null || node.outside ? go({ view: "map", of: String(node.sector) }) : go({ view: "variable", of: node.key }));
  return html`<header style="display:grid;gap:.5rem;margin-bottom:1rem"><h1>${sector === null ? "The map" : map.sectors[sector]}</h1>
      <p class="soft">${sector === null ? "The sectors of the model; the wider an arrow, the more passes. Choose one to go in." : detail === "skeleton" ? "Boxes are stocks, rounded ones flows that fill or drain them. Point at one, or walk with Tab, to see what moves it; drag to move, scroll to zoom." : "Boxes with a heavy edge are stocks; thick lines are flows that fill or drain them; thin ones say what reads what. Drag to move, scroll to zoom, Tab to walk."}</p>
      <p class="actions" style="margin:0">${sector !== null && map.sectors.length > 1 && html`<a class="button" href="#/map">← All sectors</a>`}
        ${sector !== null && html`<span role="group" aria-label="How much is drawn" class="choice">${Object.entries(DETAILS).map(([key, words]) => html`<button class="button" aria-pressed=${detail === key} onClick=${() => setDetail(key)}>${words}</button>`)}</span>
          ${detail !== "skeleton" && map.sectors.length > 1 && html`<label class="small"><input type="checkbox" checked=${others} onChange=${() => setOthers(!others)} /> what comes from other sectors too</label>`}`}</p></header>
    ${drawn.nodes.length === 0 ? html`<p class="soft">There are no stocks here; draw the auxiliaries too.</p>` : html`<${Drawing} drawn=${drawn} key=${`${sector} ${detail} ${others}`} open=${inward} />`}
    <${AsWords} drawn=${drawn} sector=${sector} />`;
}

/** The most detail that can still be read; stocks and flows where there are any. */
function fitting(map, sector, byKey) {
  const kinds = map.nodes.filter((one) => one.sector === sector).map((one) => byKey.get(one.key)?.kind);
  if (!kinds.includes("stock")) return "auxiliaries";
  if (kinds.length <= READABLE) return "all";
  return kinds.filter((kind) => !["parameter", "lookup"].includes(kind)).length <= READABLE ? "auxiliaries" : "skeleton";
}

function Drawing({ drawn, open }) {
  const box = useRef(null);
  const [view, setView] = useState(null);
  const [near, setNear] = useState(null);
  const drag = useRef(null);
  useLayoutEffect(() => {
    const { clientWidth, clientHeight } = box.current;
    const scale = Math.min(1.15, clientWidth / drawn.width, clientHeight / drawn.height);
    if (scale >= 0.55) {
      setView({ scale, x: (clientWidth - drawn.width * scale) / 2, y: (clientHeight - drawn.height * scale) / 2 });
      return;
    }
    // Words smaller than this cannot be read: then one begins with a part, around the first stock.
    const first = drawn.nodes.find((node) => node.kind === "stock") ?? drawn.nodes[0];
    const shown = 0.75;
    const keep = (middle, whole, room) => Math.min(10, Math.max(room - whole * shown - 10, room / 2 - middle * shown));
    setView({ scale: shown, x: keep(first.x, drawn.width, clientWidth), y: keep(first.y, drawn.height, clientHeight) });
  }, [drawn]);
  const zoom = (factor, cx, cy) => setView((old) => {
    const scale = Math.max(0.1, Math.min(3, old.scale * factor));
    const by = scale / old.scale;
    const { clientWidth, clientHeight } = box.current;
    const [x, y] = [cx ?? clientWidth / 2, cy ?? clientHeight / 2];
    return { scale, x: x - (x - old.x) * by, y: y - (y - old.y) * by };
  });
  useEffect(() => {
    const wheel = (event) => {
      event.preventDefault();
      const rect = box.current.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 400), event.clientX - rect.left, event.clientY - rect.top);
    };
    const own = box.current;
    own.addEventListener("wheel", wheel, { passive: false });
    return () => own.removeEventListener("wheel", wheel);
  }, []);
  const down = (event) => { drag.current = { x: event.clientX, y: event.clientY, moved: false }; };
  const move = (event) => {
    if (!drag.current || !(event.buttons & 1)) return;
    const [dx, dy] = [event.clientX - drag.current.x, event.clientY - drag.current.y];
    if (Math.abs(dx) + Math.abs(dy) < 3 && !drag.current.moved) return;
    drag.current = { x: event.clientX, y: event.clientY, moved: true };
    setView((old) => ({ ...old, x: old.x + dx, y: old.y + dy }));
  };
  const chosen = (node) => { if (!drag.current?.moved) open(node); };
  const around = near === null ? null : new Set(drawn.edges.filter((one) => one.to === near || one.from === near).flatMap((one) => [one.from, one.to]));

  return html`<div class="map" ref=${box} onPointerDown=${down} onPointerMove=${move} onKeyDown=${(event) => { if (event.key === "+") zoom(1.25); if (event.key === "-") zoom(0.8); }}>
    <svg role="group" aria-label="Map">
      <defs>${["soft", "base", "changed"].map((color) => html`<marker id="arrow-${color}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L7.4 4 L0 7.2 Z" fill="var(--${color})" /></marker>`)}</defs>
      ${view && html`<g transform="translate(${view.x} ${view.y}) scale(${view.scale})">
        ${drawn.edges.filter((edge) => edge.link !== "moves" || near !== null && (edge.to === near || edge.from === near)).map((edge) => html`<path class="edge ${edge.link} ${near !== null && (edge.from === near || edge.to === near) ? "near" : ""}" d=${path(edge.points)} style=${edge.wide ? `stroke-width:${edge.wide}` : null} marker-end="url(#arrow-${near !== null && (edge.from === near || edge.to === near) ? "changed" : edge.link === "reads" ? "soft" : "base"})">${edge.title && html`<title>${edge.title}</title>`}</path>`)}
        ${drawn.nodes.map((node) => html`<g class="node ${node.kind} ${around?.has(node.id) ? "near" : ""}" transform="translate(${node.x} ${node.y})" tabindex="0" role="link" aria-label=${node.count ? null : `${node.title}, ${node.kind}`} data-variable=${node.key}
            onClick=${() => chosen(node)} onKeyDown=${(event) => { if (event.key === "Enter") open(node); }} onPointerEnter=${() => setNear(node.id)} onPointerLeave=${() => setNear(null)} onFocus=${() => setNear(node.id)} onBlur=${() => setNear(null)}>
          <rect x=${-node.width / 2} y=${-node.height / 2} width=${node.width} height=${node.height} rx=${node.kind === "flow" ? 15 : 4} />
          <text y=${node.count ? -7 : 0}>${node.title}</text>${node.count && html`<text y="14" style="font-weight:400;font-size:12px">${node.count} variables</text>`}</g>`)}</g>`}
    </svg>
    <div class="zoom"><button class="button" aria-label="Nearer" onClick=${() => zoom(1.25)}>+</button><button class="button" aria-label="Farther" onClick=${() => zoom(0.8)}>−</button></div></div>`;
}

/** A smooth line through the middles between points, straight at its ends. */
function path(points) {
  const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  let line = `M${at(points[0])}`;
  for (let i = 1; i < points.length - 1; i += 1) line += `Q${at(points[i])} ${at(i === points.length - 2 ? points[i + 1] : middle(points[i], points[i + 1]))}`;
  return points.length === 2 ? `${line}L${at(points[1])}` : line;
}

/** The same in words, for those who do not see the picture. */
function AsWords({ drawn, sector }) {
  const name = new Map(drawn.nodes.map((one) => [one.id, one.title]));
  return html`<details class="small" style="margin-top:.7rem"><summary>The map in words</summary><ul>${drawn.edges.map((edge) => html`<li>${sector === null ? edge.title : edge.link === "inflow" ? `${name.get(edge.from)} fills ${name.get(edge.to)}` : edge.link === "moves" ? edge.title : edge.link === "outflow" ? `${name.get(edge.to)} drains ${name.get(edge.from)}` : `${name.get(edge.to)} reads ${name.get(edge.from)}`}</li>`)}</ul></details>`;
}
