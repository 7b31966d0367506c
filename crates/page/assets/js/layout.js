// Where everything on the map stands: layered by dagre, packed or in a ring by hand.

function laidOut(dagre, nodes, edges) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 16, ranksep: 58, marginx: 20, marginy: 20 });
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

/** The sectors in a ring, and how much passes between them. */
export function sectors(map) {
  const between = new Map();
  for (const [from, to] of map.edges) {
    const [a, b] = [map.nodes[from].sector, map.nodes[to].sector];
    if (a !== b) between.set(`${a}>${b}`, (between.get(`${a}>${b}`) ?? 0) + 1);
  }
  // Every sector speaks with most others: no layers would tell them apart, so they sit in a ring.
  const n = map.sectors.length;
  const [width, height] = [Math.max(700, 140 * n), Math.max(460, 70 * n)];
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

/** One sector's variables and what reads what, in layers. */
export function variables(map, dagre, sector, byKey, small, others) {
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
  return laidOut(dagre, nodes, drawnEdges);
}

/**
 * One sector's stocks and flows alone: each chain of them laid out by itself, the chains packed into
 * a page. What moves them through auxiliaries is an edge `moves`, drawn only for what is pointed at.
 */
export function skeleton(map, dagre, sector, byKey) {
  const kind = (at) => byKey.get(map.nodes[at].key)?.kind;
  const shown = map.nodes.map((_, at) => at).filter((at) => map.nodes[at].sector === sector && ["stock", "flow"].includes(kind(at)));
  const known = new Set(shown);
  const pipes = [];
  for (const [from, to, link] of map.edges) {
    if (!known.has(from) || !known.has(to)) continue;
    if (link === "inflow") pipes.push({ from: String(from), to: String(to), link, weight: 4 });
    // An outflow is drawn from the stock that it drains.
    if (link === "outflow") pipes.push({ from: String(to), to: String(from), link, weight: 4 });
  }
  const nodes = shown.map((at) => {
    const title = byKey.get(map.nodes[at].key).name;
    return { id: String(at), key: map.nodes[at].key, title, sector, kind: kind(at), width: title.length * 7 + 22, height: 30 };
  });
  const packed = pack(chains(nodes, pipes).map(([own, edges]) => laidOut(dagre, own, edges)));
  const place = new Map(packed.nodes.map((node) => [node.id, node]));
  const moves = moved(map, shown, kind).map(({ from, to, through }) => {
    const [a, b] = [place.get(String(from)), place.get(String(to))];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return { from: a.id, to: b.id, link: "moves", points: bow(a, b, middle), title: `${a.title} moves ${b.title}${through ? ` through ${through} other${through > 1 ? "s" : ""}` : ""}` };
  });
  return { ...packed, edges: [...packed.edges, ...moves] };
}

/** Nodes that hang together by edges, with their edges; the largest first. */
function chains(nodes, edges) {
  const chain = new Map(nodes.map((node) => [node.id, node.id]));
  const root = (id) => { let at = id; while (chain.get(at) !== at) at = chain.get(at); return at; };
  for (const { from, to } of edges) chain.set(root(from), root(to));
  const found = new Map();
  for (const node of nodes) found.set(root(node.id), [...(found.get(root(node.id)) ?? []), node]);
  return [...found.values()].sort((a, b) => b.length - a.length)
    .map((own) => [own, edges.filter((edge) => own.some((node) => node.id === edge.from))]);
}

/** Drawings put beside each other in rows, about half as wide again as high. */
function pack(drawings) {
  const area = drawings.reduce((sum, one) => sum + one.width * one.height, 0);
  const wide = Math.max(...drawings.map((one) => one.width), Math.sqrt(area * 1.9));
  let [x, y, row, width] = [0, 0, 0, 0];
  const [nodes, edges] = [[], []];
  for (const one of [...drawings].sort((a, b) => b.height - a.height)) {
    if (x > 0 && x + one.width > wide) [x, y, row] = [0, y + row, 0];
    const moved = (at) => ({ ...at, x: at.x + x, y: at.y + y });
    nodes.push(...one.nodes.map(moved));
    edges.push(...one.edges.map((edge) => ({ ...edge, points: edge.points.map(moved) })));
    x += one.width;
    row = Math.max(row, one.height);
    width = Math.max(width, x);
  }
  return { width, height: y + row, nodes, edges };
}

/** Which stock or flow moves which flow, directly or through auxiliaries, by the shortest way. */
function moved(map, shown, kind) {
  const reads = new Map();
  for (const [from, to, link] of map.edges) if (link === "reads") reads.set(to, [...(reads.get(to) ?? []), from]);
  const known = new Set(shown);
  const found = [];
  for (const flow of shown.filter((at) => kind(at) === "flow")) {
    const seen = new Set([flow]);
    let ring = [flow];
    for (let through = 0; ring.length > 0; through += 1) {
      const next = [];
      for (const cause of ring.flatMap((at) => reads.get(at) ?? [])) {
        if (seen.has(cause)) continue;
        seen.add(cause);
        // A stock or a flow ends the way: what moves it is told of itself.
        if (!["stock", "flow"].includes(kind(cause))) next.push(cause);
        else if (known.has(cause)) found.push({ from: cause, to: flow, through });
      }
      ring = next;
    }
  }
  return found;
}
