// What the book cites: every source with all that rests on it.
import { html, useEffect, useMemo } from "../../vendor/preact.js";
import { usePage } from "../hooks.js";
import { VariableLink } from "../parts.js";

/** How much of one source's list is shown at once. */
const MOST = 60;

export function SourcesPage({ of }) {
  const { book } = usePage();
  const resting = useMemo(() => {
    const found = new Map();
    for (const [kind, all] of [["variable", book.variables], ["mechanism", book.mechanisms], ["lever", book.levers], ["claim", book.claims]]) {
      for (const one of all) {
        for (const { kind: what, text } of one.provenance) {
          if (what === "source") found.set(text, [...(found.get(text) ?? []), { kind, one }]);
        }
      }
    }
    return found;
  }, [book]);
  useEffect(() => { if (of) document.getElementById(`source-${of}`)?.scrollIntoView({ block: "center" }); }, [of]);
  return html`<article aria-label="Sources"><header style="display:grid;gap:.5rem;margin-bottom:1.4rem"><h1>Sources</h1>
      <p class="prose">What the ${book.ours ? "book" : "model"} cites, and what rests on it. Everything else is a paragraph of the essay or an assumption that says why.</p></header>
    <dl class="bibliography">${Object.entries(book.sources).map(([key, title]) => html`<div id="source-${key}" class=${key === of ? "chosen" : ""}>
      <dt><b class="mono">${key}</b> ${title}</dt><dd><${Resting} all=${resting.get(key) ?? []} /></dd></div>`)}</dl></article>`;
}

function Resting({ all }) {
  if (all.length === 0) return html`<span class="soft small">Named in the prose or for a series.</span>`;
  return html`<details open=${all.length <= 12}><summary class="small soft">${all.length} ${all.length === 1 ? "declaration rests" : "declarations rest"} on it</summary>
    <p class="small">${all.slice(0, MOST).map(({ kind, one }, at) => html`${at > 0 ? ", " : ""}${kind === "variable" ? html`<${VariableLink} name=${one.key} />` : kind === "claim" ? html`<a href="#/claim/${encodeURIComponent(one.id)}">${one.statement}</a>` : `${kind} ${one.name}`}`)}${all.length > MOST ? ` and ${all.length - MOST} more` : ""}</p></details>`;
}
