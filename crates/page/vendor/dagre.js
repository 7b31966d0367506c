// Layered layout of the map.
export { graphlib, layout } from "@dagrejs/dagre";
