// A drawn function, as the curve it is.
import { html, useLayoutEffect, useRef } from "../vendor/preact.js";
import * as Plot from "../vendor/plot.js";

export function Lookup({ points, title }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const drawn = Plot.plot({
      width: 300, height: 150, marginLeft: 40, marginBottom: 22, marginTop: 8,
      x: { label: null, ticks: 4, tickSize: 3 }, y: { label: null, grid: true, ticks: 3, tickSize: 0 },
      marks: [Plot.lineY(points, { x: "0", y: "1", stroke: "var(--base)", strokeWidth: 2 }), Plot.dot(points, { x: "0", y: "1", r: 2.2, fill: "var(--base)" })],
    });
    drawn.setAttribute("aria-hidden", "true");
    box.current.replaceChildren(drawn);
  }, [points]);
  return html`<div class="chart"><div class="plot" ref=${box} style="width:300px;height:150px" role="img" aria-label="${title}: ${points.map(([x, y]) => `${y} at ${x}`).join(", ")}"></div></div>`;
}
