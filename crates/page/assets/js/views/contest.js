// Contest an equation: write a declaration differently, see what is wrong under its words, what
// follows, which claims flip; keep it in the address, save it, or take it away as a patch.
import { html, useEffect, useMemo, useRef, useState } from "../../vendor/preact.js";
import { ask, Trouble } from "../api.js";
import { useAnswer, useGet, usePage } from "../hooks.js";
import { Chart } from "../chart.js";
import { useCourses } from "../courses.js";
import { Bad, Flip, Mark, Waiting, hand } from "../parts.js";

export function Contest({ of }) {
  const { book, byKey, changes, version, word } = usePage();
  const [said, setSaid] = useState({});
  if (of === "") return html`<${Choose} />`;
  const answer = useGet(`api/declaration/${encodeURIComponent(of)}`, version);
  if (answer.error) return html`<${Bad}>${answer.error}<//>`;
  const told = answer.data;
  if (!told) return html`<${Waiting} what="Opening the equation…" />`;
  const back = told.kind === "claim" ? `#/claim/${encodeURIComponent(told.name)}` : byKey.has(told.key) ? `#/variable/${encodeURIComponent(told.key)}` : null;
  return html`<article class="contest" aria-label="Contest ${told.name}">
    <header style="display:grid;gap:.5rem;margin-bottom:1rem"><p class="crumbs"><a href="#/contest">Contest</a> › ${told.kind} ${back ? html`<a href=${back}>${told.name}</a>` : told.name}</p>
      <h1>${told.name}</h1>
      <p class="prose">Do you think it ${told.kind === "claim" ? "says something else" : "works otherwise"}? Write it otherwise: the system runs with your words at once, here only${book.claims.length > 0 ? ", and the ledger says which claims still stand" : ""}. Nothing is written to the ${word} unless you save.</p>
      ${told.equation && html`<div class="equation" tabindex="0" role="group" aria-label="The ${word}'s equation" dangerouslySetInnerHTML=${{ __html: told.equation }}></div>`}</header>
    <${Editor} key=${`${of}${book.hash}`} said=${said[of]} say=${(what) => setSaid({ [of]: what })} name=${byKey.has(told.key) ? told.key : told.name} source=${told.source} place=${told.place} />
    <${Consequence} name=${told.key} changes=${changes} />
  </article>`;
}

/** Declarations of one kind that a search shows at most. */
const MOST = 300;

/** Which declaration? By chapter, all kinds; those already written anew first. */
function Choose() {
  const { book, changes } = usePage();
  const [wanted, setWanted] = useState("");
  const all = useMemo(() => declarations(book), [book]);
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((one) => words.every((word) => one.text.includes(word)));
  const titles = [...book.chapters.map((one) => one.title), "The model"];
  const groups = titles.map((title, at) => [title, found.filter((one) => (one.chapter ?? book.chapters.length) === at)]).filter(([, own]) => own.length > 0);
  return html`<article><header style="display:grid;gap:.5rem;margin-bottom:1rem"><h1>Contest an equation</h1>
      <p class="prose">Every declaration of the model can be written differently: an equation, a number, what a mechanism does, the test of a claim. Choose one; what you write runs at once${book.claims.length > 0 ? ", and the ledger says which claims still stand" : ""}.</p></header>
    ${changes.edits.length > 0 && html`<p>Rewritten so far: ${changes.edits.map((one, at) => html`${at > 0 ? ", " : ""}<a href="#/contest/${encodeURIComponent(one.name)}">${one.name}</a>`)}</p>`}
    <p class="filters" style="border:0;padding:0;margin:1rem 0 .4rem"><input type="search" placeholder="Find a declaration by its name, its words, ¶7, flow, claim …" aria-label="Find a declaration" style="max-width:34rem" value=${wanted} onInput=${(event) => setWanted(event.target.value)} />
      <span class="soft small" role="status">${found.length} of ${all.length}</span></p>
    ${groups.map(([title, own]) => html`<details class="declared" key=${title} open=${words.length > 0 || groups.length === 1}><summary>${title} <span class="soft small">${own.length}</span></summary>
      <ul>${own.slice(0, MOST).map((one) => html`<li key=${one.id}><a href="#/contest/${encodeURIComponent(one.id)}" data-variable=${one.variable ? one.id : null}>${one.name}</a> <span class="kind">${one.kind}</span></li>`)}</ul>
      ${own.length > MOST && html`<p class="soft small">and ${own.length - MOST} more: search for them</p>`}</details>`)}
    ${found.length === 0 && html`<p class="soft">No declaration fits.</p>`}</article>`;
}

/** Everything that can be written anew, in the order of the kinds, with what a search looks in. */
function declarations(book) {
  const paragraphs = (one) => one.provenance.map((it) => it.text).join(" ");
  const one = (it, id, name, kind, words) => ({ id, name, kind, chapter: it.chapter, variable: id === it.key, text: `${name} ${kind} ${words} ${paragraphs(it)}`.toLowerCase() });
  return [
    ...book.variables.map((it) => one(it, it.key, it.name, it.kind, it.note)),
    ...book.mechanisms.map((it) => one(it, it.name, it.name, "mechanism", it.note)),
    ...book.levers.map((it) => one(it, it.name, it.name, "lever", it.note)),
    ...book.claims.map((it) => one(it, it.id, it.id, "claim", it.statement)),
  ];
}

/** What was saved is said by the caller: the editor is made anew when the saved book has been read again. */
function Editor({ name, source, place, said, say }) {
  const { book, changes, change, version, word } = usePage();
  const held = changes.edits.find((one) => one.name === name);
  const [text, setText] = useState(held?.text ?? source);
  const box = useRef(null);
  const view = useRef(null);
  const others = changes.edits.filter((one) => one.name !== name);
  const differs = text !== source;
  const edits = differs ? [...others, { name, text }] : others;
  const check = useAnswer("api/check", differs ? { edits } : null, version);
  const fresh = !differs || check.asked === JSON.stringify({ edits });
  const good = !differs || (fresh && check.data?.runs);
  // What runs is kept in the address; what does not waits here until it does.
  useEffect(() => {
    if (!fresh || (differs && !check.data?.runs)) return;
    if ((held?.text ?? null) === (differs ? text : null)) return;
    change({ edits }, { replace: true });
  }, [fresh, check.data, text]);
  useEffect(() => {
    let alive = true;
    import("../editor.js").then(({ editor }) => {
      if (alive) view.current = editor(box.current, text, book, setText);
    });
    return () => { alive = false; view.current?.destroy(); };
  }, []);
  useEffect(() => { view.current?.show(fresh ? check.data?.findings ?? [] : []); }, [check.data, fresh, view.current]);
  const revert = () => { view.current?.replace(source); setText(source); change({ edits: others }, { replace: true }); };
  const save = async () => {
    try {
      const done = await ask("api/save", { edits });
      say({ good: `Saved in ${done.saved.map((one) => one.file).join(", ")}; what was there is kept as ${done.saved.map((one) => one.kept.split("/").pop()).join(", ")}.` });
      change({ edits: [] });
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      say({ bad: error.message });
    }
  };
  const patch = async () => {
    const response = await fetch("api/patch", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ changes: { edits } }) });
    hand(`${name}.patch`, "text/x-patch", await response.text());
  };
  const findings = differs && fresh ? check.data?.findings ?? [] : [];
  return html`<div ref=${box} class="editor" style="min-height:7rem"></div>
    <p class="small soft" role="status" style="min-height:1.5em">${!differs ? `As the ${word} has it, ${place ?? ""}.` : !fresh ? "reading…" : good ? "It can be run: everything you see is with your words." : "It cannot be run yet."}</p>
    ${check.error && html`<${Bad}>${check.error}<//>`}
    ${findings.length > 0 && html`<ul class="findings">${findings.map((one) => html`<li class=${one.severity}><b>${one.message}</b>${one.span ? "" : html` <span class="soft small">${one.place}</span>`}${one.help.map((help) => html`<span class="help">${help}</span>`)}</li>`)}</ul>`}
    <p class="actions"><button class="button" disabled=${!differs} onClick=${revert}>Back to the ${word}'s</button>
      <button class="button" disabled=${!differs || !good} onClick=${patch}>Take as a patch</button>
      ${book.saves && html`<button class="button primary" disabled=${!differs || !good} onClick=${save}>Save in the ${word}</button>`}</p>
    ${said?.good && html`<p class="notice" role="status">${said.good}</p>`}${said?.bad && html`<${Bad}>${said.bad}<//>`}`;
}

/** What follows from the reader's words: the claims that flip, the variable beside the book's. */
function Consequence({ name }) {
  const { book, byKey, changes, verdicts, version } = usePage();
  const shown = [...new Set([...(byKey.get(name)?.runs ? [name] : []), ...book.show])].filter((key) => byKey.get(key)?.runs).slice(0, 5);
  const drawn = useCourses(shown, changes, version);
  const flips = [...(verdicts.flips ?? [])];
  const said = new Map(book.claims.map((one) => [one.id, one]));
  return html`${book.claims.length > 0 && verdicts.changed && html`<section class="section"><h2>Claims that flip</h2>
      ${!verdicts.flips ? html`<p class="soft" role="status">running…</p>` : flips.length === 0 ? html`<p class="soft" role="status">None.</p>` : html`<ul class="knockouts">${flips.map(([id, [from, to]]) => html`<li data-flip=${id}><${Mark} verdict=${to} /><span><a href="#/claim/${encodeURIComponent(id)}">${said.get(id)?.statement ?? id}</a> <${Flip} from=${from} to=${to} /></span></li>`)}</ul>`}</section>`}
    <section class="section"><h2>What follows</h2><div class="charts">${drawn.map((one) => html`<${Chart} key=${one.key} ...${one} height=${200} />`)}</div></section>`;
}
