// Scenarios: changes under a name, up to four side by side, and everything to take away.
import { html, useMemo, useState } from "../../vendor/preact.js";
import { ask, Trouble } from "../api.js";
import { useAnswer, usePage } from "../hooks.js";
import { Chart } from "../chart.js";
import { Bad, Mark, VERDICTS, fileName, hand } from "../parts.js";
import { NOTHING, asSwitches, asText, isChanged } from "../state.js";

const MOST = 4;

export function Scenarios() {
  const { book, state, go, changes } = usePage();
  const { scenarios } = state;
  const [name, setName] = useState("");
  const add = (event) => {
    event.preventDefault();
    const called = name.trim().replaceAll("~", "-") || `scenario ${scenarios.length + 1}`;
    go({ scenarios: [...scenarios.filter((one) => one.name !== called), { name: called, changes }].slice(-MOST) });
    setName("");
  };
  return html`<header style="display:grid;gap:.5rem;margin-bottom:1rem"><h1>Scenarios</h1>
      <p class="prose">Pull levers, then give what you changed a name. Up to four stand side by side here; the address holds them all, so that a link shows them to others.</p></header>
    <form class="actions" onSubmit=${add}><input type="text" aria-label="Name of the scenario" placeholder="a name, such as: no virgin land" value=${name} onInput=${(event) => setName(event.target.value)} maxlength="60" />
      <button class="button primary" disabled=${!isChanged(changes)}>Keep the present changes</button>
      ${!isChanged(changes) && html`<span class="soft small">Nothing is changed at present: open the levers first.</span>`}</form>
    ${scenarios.length > 0 && html`<${Listed} scenarios=${scenarios} /><${Compared} scenarios=${scenarios} />`}
    <${Taken} />`;
}

function Listed({ scenarios }) {
  const { state, go } = usePage();
  return html`<div class="scroll"><table class="scenarios"><thead><tr><th scope="col">scenario</th><th scope="col">what is changed</th><th scope="col"><span class="visually-hidden">actions</span></th></tr></thead>
    <tbody>${scenarios.map((one) => html`<tr><th scope="row">${one.name}</th><td class="mono">${asText(one.changes)}${one.changes.edits.map((it) => ` ${it.name} rewritten`)}</td>
      <td><button class="button quiet" onClick=${() => go({ changes: one.changes })}>Pull</button><button class="button quiet" onClick=${() => go({ scenarios: state.scenarios.filter((it) => it.name !== one.name) })}>Drop</button></td></tr>`)}</tbody></table></div>`;
}

/** One run and one ledger for each; hooks are called for all four places, used or not. */
function Compared({ scenarios }) {
  const { book, byKey, version, word } = usePage();
  const keys = useMemo(() => (book.show.length ? book.show : book.variables.filter((one) => one.kind === "stock").map((one) => one.key)).filter((key) => byKey.get(key)?.runs && byKey.get(key).elements.length === 0).slice(0, 8), [book]);
  const all = [{ name: `the ${word}'s run`, changes: NOTHING }, ...scenarios];
  const runs = Array.from({ length: MOST + 1 }, (_, at) => useAnswer("api/course", all[at] ? { variables: keys, changes: all[at].changes } : null, version));
  const ledgers = Array.from({ length: MOST + 1 }, (_, at) => useAnswer("api/ledger", all[at] && book.claims.length ? { changes: all[at].changes, knockouts: true } : null, version));
  // Drawn anew only when a run is another: news of the ensemble come many times a second.
  const charts = useMemo(() => keys.map((key) => {
    const variable = byKey.get(key);
    const lines = all.flatMap((one, at) => (runs[at].data?.lines[variable.name] ? [{ name: one.name, kind: "several", times: runs[at].data.times, values: runs[at].data.lines[variable.name] }] : []));
    return { key, title: variable.name, unit: variable.unit, href: `#/variable/${encodeURIComponent(key)}`, lines };
  }), [keys, ...runs.map((one) => one.data), all.map((one) => one.name).join()]);
  const failed = runs.map((one, at) => one.error && `${all[at].name}: ${one.error}`).filter(Boolean);
  const verdict = (at, id) => ledgers[at].data?.claims.find((one) => one.id === id)?.verdict;
  const differ = book.claims.filter((one) => all.some((_, at) => verdict(at, one.id) && verdict(0, one.id) && verdict(at, one.id) !== verdict(0, one.id)));
  return html`${failed.map((words) => html`<${Bad}>${words}<//>`)}
    ${book.claims.length > 0 && html`<section class="section"><h2>Claims that differ</h2>
      ${differ.length === 0 ? html`<p class="soft">None, by the single run.</p>` : html`<div class="scroll"><table class="scenarios"><thead><tr><th scope="col">claim</th>${all.map((one) => html`<th scope="col">${one.name}</th>`)}</tr></thead>
        <tbody>${differ.map((claim) => html`<tr><td><a href="#/claim/${encodeURIComponent(claim.id)}">${claim.statement}</a></td>${all.map((_, at) => html`<td><${Mark} verdict=${verdict(at, claim.id)} /> ${VERDICTS[verdict(at, claim.id)]?.one ?? "…"}</td>`)}</tr>`)}</tbody></table></div>`}</section>`}
    <section class="section"><h2>Side by side</h2><div class="charts">${charts.map((one) => html`<${Chart} key=${one.key} ...${one} />`)}</div></section>`;
}

/** Everything that leaves the page as a file. */
function Taken() {
  const { book, changes, word } = usePage();
  const [said, setSaid] = useState(null);
  const name = fileName(book.title);
  const guard = (work) => async () => {
    try { setSaid(null); await work(); } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      setSaid([error.message]);
    }
  };
  const table = guard(async () => {
    const response = await fetch("api/table", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ changes }) });
    if (!response.ok) throw new Trouble((await response.json()).error);
    hand(`${name}-run.csv`, "text/csv", await response.text());
  });
  const convert = (format) => guard(async () => {
    const { text, losses } = await ask("api/convert", { changes: { edits: changes.edits }, format: format.word });
    hand(`${name}.${format.end}`, "text/plain", text);
    setSaid(losses.length ? [`What ${format.title} cannot say (${losses.length}):`, ...losses] : [`Nothing was lost.`]);
  });
  const text = asText(changes);
  return html`<section class="section"><h2>Take it away</h2><div class="takes">
      <div><h3>The run</h3><p class="small soft">Every variable at every saved moment, ${isChanged(changes) ? "with your changes" : `as the ${word} has it`}.</p><button class="button" onClick=${table}>CSV</button></div>
      <div><h3>The model</h3><p class="small soft">For other tools. What a format cannot say is told.</p>${book.formats.map((one) => html`<button class="button" onClick=${convert(one)}>${one.title}</button>`)}</div>
      <div><h3>On paper</h3><p class="small soft">Any view prints without its controls, the ledger as a report.</p><button class="button" onClick=${() => print()}>Print this view</button></div>
      <div><h3>Each chart</h3><p class="small soft">Numbers, CSV, SVG and PNG stand below every chart.</p></div></div>
    ${said && html`<div class="notice" role="status">${said.slice(0, 12).map((one) => html`<div>${one}</div>`)}${said.length > 12 && html`<div>and ${said.length - 12} more; <code>interregnum convert</code> tells all</div>`}</div>`}
    ${isChanged(changes) && html`<h3 style="margin-top:1.4rem">The present changes as text</h3>
      <p class="small soft">For a question in a chapter (after the quantity it asks about), and for the command.</p>
      <textarea class="block-text" readonly aria-label="The present changes as text" value=${`${text}\n\ninterregnum claims ${book.path} ${asSwitches(changes)}\n`}></textarea>`}</section>`;
}
