// The map: sectors and what passes between them; one sector's stocks, flows and what moves them.
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../vendor/preact.js";
import { useGet, usePage } from "../hooks.js";
import { Bad, Waiting } from "../parts.js";

export function Map_({ of }) {
  const { version, byKey, go } = usePage();
  const answer = useGet("api/map", version);
  const [dagre, setDagre] = useState(null);
  const [small, setSmall] = useState(false);
  const [others, setOthers] = useState(false);
  useEffect(() => { import("../../vendor/dagre.js").then(setDagre); }, []);
  const map = answer.data;
  const sector = of === "" ? (map?.sectors.length === 1 ? 0 : null) : +of;
  const drawn = useMemo(() => {
    if (!map || !dagre) return null;
    return sector === null ? sectors(map) : variables(map, dagre, sector, byKey, small, others);
  }, [map, dagre, sector, byKey, small, others]);
  if (answer.error) return html`<${Bad}>${answer.error}<//>`;
  if (!map || !drawn) return html`<${Waiting} what="Drawing the map…" />`;
  return html`<header style="display:grid;gap:.5rem;margin-bottom:1rem"><h1>${sector === null ? "The map" : map.sectors[sector]}</h1>
      <p class="soft">${sector === null ? "The sectors of the model; the wider an arrow, the more passes. Choose one to go in." : "Boxes with a heavy edge are stocks; thick lines are flows that fill or drain them; thin ones say what reads what. Drag to move, scroll to zoom, Tab to walk."}</p>
      <p class="actions" style="margin:0">${sector !== null && map.sectors.length > 1 && html`<a class="button" href="#/map">← All sectors</a>`}
        ${sector !== null && html`<label class="small"><input type="checkbox" checked=${small} onChange=${() => setSmall(!small)} /> parameters and drawn functions too</label>
          ${map.sectors.length > 1 && html`<label class="small"><input type="checkbox" checked=${others} onChange=${() => setOthers(!others)} /> what comes from other sectors too</label>`}`}</p></header>
    <${Drawing} drawn=${drawn} key=${`${sector} ${small} ${others}`} open=${(node) => (sector === null ? go({ view: "map", of: String(node.sector) }) : node.outside ? go({ view: "map", of: String(node.sector) }) : go({ view: "variable", of: node.key }))} />
    <${AsWords} drawn=${drawn} sector=${sector} />`;
}

function laidOut(dagre, nodes, edges, direction) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 16, ranksep: 58, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, { width: node.width, height: node.height });
  edges.forEach((edge, at) => graph.setEdge(edge.from, edge.to, { weight: edge.weight ?? 1 }, String(at)));
  dagre.layout(graph);
  const place = new Map(graph.nodes().map((id) => [id, graph.node(id)]));
  const { width, height } = graph.graph();
  return {
    width, height,
    nodes: nodes.map((node) => ({ ...node, x: place.get(node.id).x, y: place.get(node.id).y })),
    edges: edges.map((edge, at) => ({ ...edge, points: graph.edge({ v: edge.from, w: edge.to, name: String(at) }).points })),
  };
}

function sectors(map) {
  const between = new Map();
  for (const [from, to] of map.edges) {
    const [a, b] = [map.nodes[from].sector, map.nodes[to].sector];
    if (a !== b) between.set(`${a}>${b}`, (between.get(`${a}>${b}`) ?? 0) + 1);
  }
  // Every sector speaks with most others: no layers would tell them apart, so they sit in a ring.
  const n = map.sectors.length;
  const [width, height] = [Math.max(700, 120 * n), Math.max(460, 66 * n)];
  const boxWidth = (title) => title.length * 8.6 + 34;
  // The widest box stays inside the drawing wherever it sits.
  const reach = width / 2 - Math.max(...map.sectors.map(boxWidth)) / 2 - 10;
  const nodes = map.sectors.map((title, sector) => {
    const angle = (2 * Math.PI * sector) / n - Math.PI / 2;
    return {
      id: `s${sector}`, title, sector, kind: "sector", width: boxWidth(title), height: 54,
      count: map.nodes.filter((one) => one.sector === sector).length,
      x: width / 2 + reach * Math.cos(angle), y: height / 2 + (height / 2 - 45) * Math.sin(angle),
    };
  });
  const edges = [...between].map(([key, count]) => {
    const [a, b] = key.split(">").map(Number);
    return {
      from: `s${a}`, to: `s${b}`, link: "reads", wide: 0.8 + Math.sqrt(count) / 2,
      title: `${count} pass from ${map.sectors[a]} to ${map.sectors[b]}`,
      points: bow(nodes[a], nodes[b], { x: width / 2, y: height / 2 }),
    };
  });
  return { width, height, nodes, edges };
}

/** From the edge of one box to that of another, bent towards the middle and to the right of its way,
 * so that there and back are two lines. */
function bow(a, b, middle) {
  const half = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const bend = {
    x: half.x + (middle.x - half.x) * 0.35 + ((a.y - b.y) / length) * 16,
    y: half.y + (middle.y - half.y) * 0.35 + ((b.x - a.x) / length) * 16,
  };
  const border = (box, gap) => {
    const [dx, dy] = [bend.x - box.x, bend.y - box.y];
    const by = Math.min((box.width / 2 + gap) / Math.abs(dx || 1e-9), (box.height / 2 + gap) / Math.abs(dy || 1e-9));
    return { x: box.x + dx * by, y: box.y + dy * by };
  };
  return [border(a, 1), bend, border(b, 4)];
}

function variables(map, dagre, sector, byKey, small, others) {
  const minor = (one) => ["parameter", "lookup"].includes(byKey.get(one.key)?.kind);
  const own = map.nodes.map((one, at) => at).filter((at) => map.nodes[at].sector === sector && (small || !minor(map.nodes[at])));
  const inside = new Set(own);
  const outside = new Set();
  const edges = [];
  for (const [from, to, link] of map.edges) {
    if (link === "initial") continue;
    if (inside.has(from) && inside.has(to)) edges.push([from, to, link]);
    else if (others && inside.has(to) && map.nodes[from].sector !== sector && (small || !minor(map.nodes[from]))) { outside.add(from); edges.push([from, to, link]); }
  }
  // What nothing of the sector reads or drives says nothing in a picture.
  const linked = new Set(edges.flatMap(([from, to]) => [from, to]));
  const shownOutside = outside;
  const shown = [...own.filter((at) => linked.has(at) || own.length < 12 || ["stock", "flow", "input"].includes(byKey.get(map.nodes[at].key)?.kind)), ...shownOutside];
  const nodes = shown.map((at) => {
    const variable = byKey.get(map.nodes[at].key);
    const title = variable?.name ?? map.nodes[at].key;
    return { id: String(at), key: map.nodes[at].key, title, sector: map.nodes[at].sector, outside: shownOutside.has(at), kind: shownOutside.has(at) ? "outside" : variable?.kind, width: title.length * 7 + 22, height: 30 };
  });
  const known = new Set(nodes.map((one) => one.id));
  const drawnEdges = edges.filter(([from, to]) => known.has(String(from)) && known.has(String(to))).map(([from, to, link]) => (
    // An outflow is drawn from the stock that it drains.
    link === "outflow" ? { from: String(to), to: String(from), link, weight: 4 } : { from: String(from), to: String(to), link, weight: link === "inflow" ? 4 : 1 }));
  return laidOut(dagre, nodes, drawnEdges, "LR");
}

function Drawing({ drawn, open }) {
  const box = useRef(null);
  const [view, setView] = useState(null);
  const [near, setNear] = useState(null);
  const drag = useRef(null);
  useLayoutEffect(() => {
    const { clientWidth, clientHeight } = box.current;
    const scale = Math.min(1.15, clientWidth / drawn.width, clientHeight / drawn.height);
    // Words smaller than this cannot be read: then one begins with a part.
    const shown = Math.max(scale, 0.6);
    setView({ scale: shown, x: Math.max(10, (clientWidth - drawn.width * shown) / 2), y: (clientHeight - drawn.height * shown) / 2 });
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
  const around = near === null ? null : new Set(drawn.edges.filter((one) => one.from === near || one.to === near).flatMap((one) => [one.from, one.to]));

  return html`<div class="map" ref=${box} onPointerDown=${down} onPointerMove=${move} onKeyDown=${(event) => { if (event.key === "+") zoom(1.25); if (event.key === "-") zoom(0.8); }}>
    <svg role="group" aria-label="Map">
      <defs>${["soft", "base", "changed"].map((color) => html`<marker id="arrow-${color}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L7.4 4 L0 7.2 Z" fill="var(--${color})" /></marker>`)}</defs>
      ${view && html`<g transform="translate(${view.x} ${view.y}) scale(${view.scale})">
        ${drawn.edges.map((edge) => html`<path class="edge ${edge.link} ${near !== null && (edge.from === near || edge.to === near) ? "near" : ""}" d=${path(edge.points)} style=${edge.wide ? `stroke-width:${edge.wide}` : null} marker-end="url(#arrow-${near !== null && (edge.from === near || edge.to === near) ? "changed" : edge.link === "reads" ? "soft" : "base"})">${edge.title && html`<title>${edge.title}</title>`}</path>`)}
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
  return html`<details class="small" style="margin-top:.7rem"><summary>The map in words</summary><ul>${drawn.edges.map((edge) => html`<li>${sector === null ? edge.title : edge.link === "inflow" ? `${name.get(edge.from)} fills ${name.get(edge.to)}` : edge.link === "outflow" ? `${name.get(edge.to)} drains ${name.get(edge.from)}` : `${name.get(edge.to)} reads ${name.get(edge.from)}`}</li>`)}</ul></details>`;
}
