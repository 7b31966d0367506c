// Any variable: what it is, its course, what enters it and what it enters.
import { html, useMemo, useState } from "../../vendor/preact.js";
import { useAnswer, useGet, usePage } from "../hooks.js";
import { Chart } from "../chart.js";
import { Lookup } from "../lookup.js";
import { Bad, Sources, asKey, figure } from "../parts.js";
import { useCourses } from "../courses.js";
import { Fit } from "../fit.js";
import { Tree } from "../tree.js";

export function Explore({ of }) {
  const { book, byKey } = usePage();
  const [wanted, setWanted] = useState("");
  const key = asKey(of) || book.show[0] || book.variables.find((one) => one.kind === "stock")?.key || book.variables[0]?.key;
  const all = useMemo(() => {
    const found = book.variables.filter((one) => `${one.name} ${one.note}`.toLowerCase().includes(wanted.toLowerCase()));
    const order = { stock: 0, flow: 1, auxiliary: 2, input: 3, parameter: 4, lookup: 5 };
    return found.sort((a, b) => order[a.kind] - order[b.kind] || a.name.localeCompare(b.name));
  }, [book, wanted]);
  return html`<div class="explore">
    <aside class="list" aria-label="Variables"><input type="search" placeholder="Find a variable" aria-label="Find a variable" value=${wanted} onInput=${(event) => setWanted(event.target.value)} />
      <div class="names" tabindex="-1">${all.map((one) => html`<a key=${one.key} href="#/variable/${encodeURIComponent(one.key)}" aria-current=${one.key === key ? "page" : null}><span>${one.name}</span><span class="kind">${one.kind}</span></a>`)}
        ${all.length === 0 && html`<p class="soft small">No variable fits.</p>`}</div></aside>
    <div>${byKey.has(key) ? html`<${One} key=${key} name=${key} />` : html`<${Bad}>There is no variable ${of || key}.<//>`}</div></div>`;
}

function One({ name }) {
  const { book, byKey, changes, version } = usePage();
  const variable = byKey.get(name);
  const answer = useGet(`api/variable/${encodeURIComponent(name)}`, version);
  const [chart] = useCourses(variable.runs ? [name] : [], changes, version);
  const fan = useAnswer("api/spread", variable.runs && book.members && variable.elements.length === 0 ? { variables: [name], changes, members: Math.min(100, book.members) } : null, version);
  const lines = fan.data?.bands[variable.name];
  const band = useMemo(() => (lines ? { times: fan.data.times, lines, members: fan.data.members } : null), [fan.data]);
  const told = answer.data;
  return html`<article aria-label=${variable.name}>
    <p class="crumbs">${variable.kind}${variable.chapter !== null ? html` in <a href="#/chapter/${variable.chapter}">${book.chapters[variable.chapter]?.title}</a>` : ""}</p>
    <h1>${variable.name}</h1>
    <div class="facts">
      ${variable.note && html`<p class="prose">${variable.note}</p>`}
      <p><span class="soft">${variable.unit ? `in ${variable.unit}` : "a pure number"}</span> <${Sources} all=${variable.provenance} /></p>
      ${variable.provisional && html`<p class="notice">Provisional: ${variable.provisional}.</p>`}
      ${told?.equation && html`<div class="equation" tabindex="0" role="group" aria-label="Equation" dangerouslySetInnerHTML=${{ __html: told.equation }}></div>`}
      ${told?.definition?.points && html`<${Lookup} points=${told.definition.points} title=${variable.name} />`}
      ${told?.definition?.because && html`<p>It enters from outside because ${told.definition.because}.</p>`}
      ${told?.definition?.low != null && html`<p class="soft">between ${figure(told.definition.low)} and ${figure(told.definition.high)}</p>`}
      ${told?.switches.map((one) => html`<p class="small">${one.what} <b>${one.name}</b>: instead <span dangerouslySetInnerHTML=${{ __html: one.instead }}></span></p>`)}
      <p class="actions"><a class="button" href="#/contest/${encodeURIComponent(name)}">Contest this equation</a>
        ${told?.place && html`<span class="soft small mono">${told.place}</span>`}</p></div>
    ${chart?.lines.length > 0 && html`<${Chart} ...${chart} href=${null} band=${band} height=${340} />`}
    ${variable.elements.length > 6 && html`<p class="small soft">The first six of ${variable.elements.length} elements.</p>`}
    ${variable.runs && html`<${Fit} name=${name} />`}
    <div class="two"><section class="section"><h2>What enters it</h2><${Tree} roots=${[name]} direction="causes" open /></section>
      <section class="section"><h2>What it enters</h2><${Tree} roots=${[name]} direction="uses" open /></section></div>
  </article>`;
}
