// How near a variable comes to the record: one row for each series, observers kept apart.
import { html } from "../vendor/preact.js";
import { useAnswer, usePage } from "./hooks.js";
import { figure } from "./parts.js";

const percent = (part) => (part == null ? "–" : `${Math.round(part * 100)} %`);
const parts = (errors) => (errors ? [errors.bias, errors.variance, errors.covariance].map((one) => Math.round(one * 100)).join(" / ") : "–");

export function Fit({ name }) {
  const { changes, version } = usePage();
  const answer = useAnswer("api/fit", { variables: [name], changes }, version);
  const rows = answer.data?.rows ?? [];
  if (rows.length === 0) return null;
  const told = rows.some((one) => one.calibrated || one.forecast);
  return html`<section class="section"><h2>Beside the record</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Errors against each series"><table class="small">
      <thead><tr><th scope="col">Series</th><th scope="col">Years</th><th scope="col">Error</th>${told && html`<th scope="col">Where set</th><th scope="col">Forecast</th>`}<th scope="col">R²</th><th scope="col">RMSE</th><th scope="col">Bias / spread / rest, %</th></tr></thead>
      <tbody>${rows.map((one) => html`<tr key=${one.variable + one.series}><th scope="row">${one.series}<span class="soft"> ${one.source.join(" ")}${one.weak ? ", mostly from memory" : ""}</span></th>
        <td>${one.level ? `${one.from}–${one.until} (${one.level.n})` : "–"}</td><td>${percent((one.linked ? one.course : one.level)?.mape)}${one.linked ? " *" : ""}</td>
        ${told && html`<td>${percent(one.calibrated?.mape)}</td><td>${percent(one.forecast?.mape)}</td>`}
        <td>${one.level?.r2 == null ? "–" : one.level.r2.toFixed(2)}</td><td>${one.level ? figure(one.level.rmse) : "–"}</td><td>${parts(one.level)}</td></tr>`)}</tbody></table></div>
    <p class="small soft">Error: the mean absolute error of the years compared, in per cent of what was observed. A model that is right but for chance has all of its error in the rest.${rows.some((one) => one.linked) ? " * At another level (other units or base year): the course alone is compared." : ""}</p></section>`;
}
