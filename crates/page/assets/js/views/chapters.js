// The chapters as a book: prose, equations typeset where they stand, charts of what is declared.
import { html } from "../../vendor/preact.js";
import { useGet, usePage } from "../hooks.js";
import { Chart } from "../chart.js";
import { Lookup } from "../lookup.js";
import { Bad, Sources, VariableLink, Verdict, Waiting, asKey, figure } from "../parts.js";
import { useCourses } from "../courses.js";

export function Chapters({ of }) {
  const { book, version } = usePage();
  const number = Number.isInteger(+of) && of !== "" ? +of : 0;
  const answer = useGet(`api/chapter/${number}`, version);
  const chapter = answer.data;
  const next = book.chapters[number + 1];
  return html`<div class="reading">
    <nav class="contents" aria-label="Contents"><ol>${book.chapters.map((one, at) => html`<li>
      <a href="#/chapter/${at}" aria-current=${at === number ? "page" : null}>${one.title}${one.sector ? ` (${one.sector})` : ""}</a>
      ${at === number && chapter && html`<ol>${chapter.headings.filter((it) => it.level > 1).map((it) => html`<li><a href="#${it.id}" onClick=${(event) => { event.preventDefault(); document.getElementById(it.id)?.scrollIntoView({ behavior: "smooth" }); }}>${it.text}</a></li>`)}</ol>`}</li>`)}
      ${Object.keys(book.sources).length > 0 && html`<li style="margin-top:.7rem"><a href="#/sources">Sources</a></li>`}</ol></nav>
    <article class="chapter" aria-label=${chapter?.title}>
      ${answer.error && html`<${Bad}>${answer.error}<//>`}
      ${!chapter ? html`<${Waiting} what="Opening the chapter…" />` : chapter.parts.map((part, at) => html`<${Part} key=${`${number}.${at}`} part=${part} />`)}
      ${next && html`<p class="prose" style="margin-top:3rem"><a href="#/chapter/${number + 1}">Next: ${next.title} →</a></p>`}
    </article></div>`;
}

function Part({ part }) {
  if (part.html) return html`<div class="prose" dangerouslySetInnerHTML=${{ __html: part.html }}></div>`;
  if (part.chart) return html`<${Drawn} names=${part.chart} />`;
  const shown = part.declarations.filter((one) => one.kind === "stock" || one.kind === "series");
  const keys = [...new Set(shown.map((one) => one.of ?? one.key))].slice(0, 6);
  return html`<div class="block">${part.declarations.map((one) => html`<${Declaration} key=${one.key} one=${one} />`)}
    ${keys.length > 0 && html`<${Drawn} names=${keys} />`}</div>`;
}

/** Live charts: the run, the run under the reader's changes, the record. */
function Drawn({ names }) {
  const { byKey, changes, version } = usePage();
  const keys = names.map(asKey).filter((key) => byKey.get(key)?.runs);
  const missing = names.filter((name) => !byKey.has(asKey(name)));
  const drawn = useCourses(keys, changes, version);
  return html`${missing.map((name) => html`<${Bad}>There is no variable ${name} to draw.<//>`)}
    <div class="charts ${drawn.length === 1 ? "single" : ""}" style="margin:.8rem 0">${drawn.map((one) => html`<${Chart} key=${one.key} ...${one} height=${210} />`)}</div>`;
}

function Declaration({ one }) {
  const { verdicts, book } = usePage();
  if (one.kind === "claim") {
    const came = verdicts.now?.get(one.name);
    return html`<div class="declaration claim" id="claim-${one.key}"><div class="head">
        <a class="title" href="#/claim/${encodeURIComponent(one.name)}">${one.note}</a></div>
      <div class="head">${came && html`<${Verdict} verdict=${came.verdict} />`}<${Sources} all=${one.provenance} brief /></div>
      ${one.tests.map((test) => html`<p class="note small">It must be that ${test}.</p>`)}</div>`;
  }
  const isVariable = book.variables.some((it) => it.key === one.key && it.kind === one.kind);
  return html`<div class="declaration" id="v-${one.key}">
    <div class="head"><span class="title">${isVariable ? html`<${VariableLink} name=${one.key} />` : one.name}</span>
      <span class="kind">${one.kind}${one.unit ? ` in ${one.unit}` : ""}</span><${Sources} all=${one.provenance} />
      ${isVariable && html`<a class="button quiet small" href="#/contest/${encodeURIComponent(one.key)}" title="Write it differently and see what follows">contest</a>`}</div>
    ${one.note && html`<div class="note">${one.note}</div>`}
    ${one.because && html`<div class="note">It enters from outside because ${one.because}.</div>`}
    ${one.words && html`<div class="mono small">${one.words}</div>`}
    ${one.equation && html`<div class="equation" tabindex="0" role="group" aria-label="Equation of ${one.name}" dangerouslySetInnerHTML=${{ __html: one.equation }}></div>`}
    ${one.range && html`<div class="small soft">between ${figure(one.range[0])} and ${figure(one.range[1])}</div>`}
    ${one.points && html`<${Lookup} points=${one.points} title=${one.name} />`}
    ${one.replaces?.map((it) => html`<div class="equation small" tabindex="0" role="group" aria-label="Instead">${one.kind === "mechanism" ? "off: " : "then: "}<${VariableLink} name=${it.key} /> = <span dangerouslySetInnerHTML=${{ __html: it.instead }}></span></div>`)}
  </div>`;
}
