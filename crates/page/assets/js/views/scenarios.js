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
  const { book, state, go } = usePage();
  return html`<div class="scroll"><table class="scenarios"><thead><tr><th scope="col">scenario</th><th scope="col">what is changed</th><th scope="col"><span class="visually-hidden">actions</span></th></tr></thead>
    <tbody>${scenarios.map((one) => html`<tr><th scope="row">${one.name}</th><td class="mono">${asText(one.changes)}${one.changes.edits.map((it) => ` ${it.name} rewritten`)}</td>
      <td><button class="button quiet" onClick=${() => go({ changes: one.changes })}>Pull</button>${book.ours && html`<${CopyBlock} scenario=${one} />`}<button class="button quiet" onClick=${() => go({ scenarios: state.scenarios.filter((it) => it.name !== one.name) })}>Drop</button></td></tr>`)}</tbody></table></div>`;
}

/** A scenario as a block of a chapter, into the clipboard; where browsers refuse, as a file. */
function CopyBlock({ scenario }) {
  const [said, setSaid] = useState("As a block");
  const copy = async () => {
    try {
      const { text } = await ask("api/scenario", scenario);
      const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      if (!done) hand(`${fileName(scenario.name)}.md`, "text/markdown", text);
      setSaid(done ? "Copied" : "Saved as a file");
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      setSaid(error.message);
    }
    setTimeout(() => setSaid("As a block"), 3000);
  };
  return html`<button class="button quiet" title="A lever to paste into a chapter" onClick=${copy}><span role="status">${said}</span></button>`;
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
  // What only the members can answer, the single runs leave open.
  const open = new Set(book.claims.filter((one) => !one.untestable).map((one) => one.id));
  const verdict = (at, id) => {
    const found = ledgers[at].data?.claims.find((one) => one.id === id)?.verdict;
    return found === "untestable" && open.has(id) ? undefined : found;
  };
  const differ = book.claims.filter((one) => verdict(0, one.id) && all.some((_, at) => verdict(at, one.id) && verdict(at, one.id) !== verdict(0, one.id)));
  return html`${failed.map((words) => html`<${Bad}>${words}<//>`)}
    ${book.claims.length > 0 && html`<section class="section"><h2>Claims that differ</h2>
      ${differ.length === 0 ? html`<p class="soft">None, by the single run.</p>` : html`<div class="scroll"><table class="scenarios"><thead><tr><th scope="col">claim</th>${all.map((one) => html`<th scope="col">${one.name}</th>`)}</tr></thead>
        <tbody>${differ.map((claim) => html`<tr><td><a href="#/claim/${encodeURIComponent(claim.id)}">${claim.statement}</a></td>${all.map((_, at) => html`<td><${Mark} verdict=${verdict(at, claim.id)} /> ${VERDICTS[verdict(at, claim.id)]?.one ?? (runs[at].error ? "does not run" : "…")}</td>`)}</tr>`)}</tbody></table></div>`}</section>`}
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
  const table = (format) => guard(async () => {
    const response = await fetch("api/table", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ changes, format }) });
    if (!response.ok) throw new Trouble((await response.json()).error);
    hand(`${name}-run.${format}`, null, await response.blob());
  });
  const convert = (format) => guard(async () => {
    const { text, losses } = await ask("api/convert", { changes: { edits: changes.edits }, format: format.word });
    hand(`${name}.${format.end}`, "text/plain", text);
    setSaid(losses.length ? [`What ${format.title} cannot say (${losses.length}):`, ...losses] : [`Nothing was lost.`]);
  });
  return html`<section class="section"><h2>Take it away</h2><div class="takes">
      <div><h3>The run</h3><p class="small soft">Every variable at every saved moment, ${isChanged(changes) ? "with your changes" : `as the ${word} has it`}.</p><button class="button" onClick=${table("csv")}>CSV</button><button class="button" onClick=${table("parquet")}>Parquet</button></div>
      <div><h3>The model</h3><p class="small soft">For other tools. What a format cannot say is told.</p>${book.formats.map((one) => html`<button class="button" onClick=${convert(one)}>${one.title}</button>`)}</div>
      <div><h3>On paper</h3><p class="small soft">Any view prints without its controls, the ledger as a report.</p><button class="button" onClick=${() => print()}>Print this view</button></div>
      <div><h3>Each chart</h3><p class="small soft">Numbers, CSV, SVG and PNG stand below every chart.</p></div></div>
    ${said && html`<div class="notice" role="status">${said.slice(0, 12).map((one) => html`<div>${one}</div>`)}${said.length > 12 && html`<div>and ${said.length - 12} more; <code>interregnum convert</code> tells all</div>`}</div>`}
    ${isChanged(changes) && html`<${AsText} changes=${changes} />`}</section>`;
}

/** The present changes as one would write them: for a chapter, for a question, for the command. */
function AsText({ changes }) {
  const { book, version } = usePage();
  const block = useAnswer("api/scenario", book.ours ? { name: "my scenario", changes } : null, version);
  const text = asText(changes);
  const edited = changes.edits.length > 0 ? "\n(rewritten declarations are not part of it: take them as a patch)" : "";
  return html`<h3 style="margin-top:1.4rem">The present changes as text</h3>
    ${book.ours && html`<p class="small soft">A block to paste into a chapter:</p>
      <${Text} label="Block for a chapter" text=${block.data?.text ?? block.error ?? ""} rows="9" />`}
    ${book.ours && text && html`<p class="small soft">In the question of a claim, after the quantity it asks about:</p><${Text} label="Words of a question" text=${text} rows="1" />`}
    <p class="small soft">For the command:</p><${Text} label="Command" text=${`interregnum ${book.claims.length ? "claims" : "run"} ${book.path} ${asSwitches(changes)}${edited}`} rows="2" />`;
}

function Text({ label, text, rows }) {
  const [said, setSaid] = useState("Copy");
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    setSaid(done ? "Copied" : "Select and copy it");
    setTimeout(() => setSaid("Copy"), 2500);
  };
  return html`<div class="text-block"><textarea class="block-text" readonly rows=${rows} aria-label=${label} value=${text}></textarea>
    <button class="button" onClick=${copy}><span role="status">${said}</span></button></div>`;
}
