// The frame of the page: the bar, the view that the address names, the levers beside it.
import { html, render, useEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { onReload } from "./api.js";
import { Page, useGet, usePage as page } from "./hooks.js";
import { useVerdicts } from "./verdicts.js";
import { NOTHING, countChanges, isChanged, read, write } from "./state.js";
import { Bad } from "./parts.js";
import { Levers } from "./levers.js";
import { Hover } from "./hover.js";
import { Argument } from "./views/argument.js";
import { ClaimPage } from "./views/claim.js";
import { Chapters } from "./views/chapters.js";
import { SourcesPage } from "./views/sources.js";
import { Explore } from "./views/explore.js";
import { Map_ } from "./views/map.js";
import { Contest } from "./views/contest.js";
import { Scenarios } from "./views/scenarios.js";

const VIEWS = {
  argument: { title: "The argument", view: Argument, shown: (book) => book.claims.length > 0 },
  claim: { title: "Claim", view: ClaimPage, within: "argument" },
  chapter: { title: "Chapters", view: Chapters, shown: (book) => book.chapters.length > 0 },
  sources: { title: "Sources", view: SourcesPage, within: "chapter", shown: (book) => Object.keys(book.sources).length > 0 },
  variable: { title: "Explore", view: Explore },
  map: { title: "Map", view: Map_ },
  contest: { title: "Contest", view: Contest },
  scenarios: { title: "Scenarios", view: Scenarios },
};

function useAddress() {
  const [state, setState] = useState(() => read(location.hash));
  const latest = useRef(state);
  useEffect(() => {
    const changed = () => { latest.current = read(location.hash); setState(latest.current); };
    addEventListener("hashchange", changed);
    addEventListener("popstate", changed);
    return () => { removeEventListener("hashchange", changed); removeEventListener("popstate", changed); };
  }, []);
  const held = useRef(null);
  const go = (part, { replace = false } = {}) => {
    const next = { ...latest.current, ...part };
    latest.current = next;
    const address = write(next);
    // Browsers refuse more than a few new addresses a second: a slider that moves writes its last.
    clearTimeout(held.current);
    if (replace) held.current = setTimeout(() => history.replaceState(null, "", address), 60);
    else history.pushState(null, "", address);
    setState(next);
  };
  return [state, go];
}

function App() {
  const [state, go] = useAddress();
  const [version, setVersion] = useState(0);
  const [open, setOpenNow] = useState(() => matchMedia("(min-width: 62rem)").matches && (remembered("levers") === "open" || isChanged(state.changes)));
  const setOpen = (now) => { setOpenNow(now); remember("levers", now ? "open" : "closed"); };
  const answer = useGet("api/book", version);
  useEffect(() => onReload(() => setVersion((one) => one + 1)), []);
  const book = answer.data;
  const verdicts = useVerdicts(book, state.changes, version);
  useEffect(() => keepChanges(go), []);
  const main = useRef(null);
  const place = `${state.view}/${state.of}`;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  const page = useMemo(() => book && {
    book, state, go, version, verdicts, changes: state.changes,
    change: (part, how) => go({ changes: { ...state.changes, ...part } }, how),
    // What is open, in a word: a book of ours argues, another tool's file is a model.
    word: book.ours && book.claims.length > 0 ? "book" : "model",
    byKey: new Map(book.variables.map((one) => [one.key, one])),
    openLevers: () => setOpen(true),
  }, [book, state, version, verdicts]);
  if (!book) {
    return answer.error ? html`<p class="waiting">${answer.error}</p>` : html`<p class="waiting" role="status">Opening the book…</p>`;
  }
  const named = VIEWS[state.view];
  const shown = (entry) => !entry.shown || entry.shown(book);
  const view = named && shown(named) ? named : VIEWS[fallback(book, shown)];
  document.title = `${view.title}: ${book.title}`;
  const count = countChanges(state.changes);
  return html`<${Page.Provider} value=${page}>
    <a class="skip" href="#page-main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>Skip to the page</a>
    <header class="bar"><a class="name" href="#/">Interregnum</a>
      <nav aria-label="Views">${Object.entries(VIEWS).filter(([, entry]) => !entry.within && shown(entry)).map(([key, entry]) => html`
        <a href="#/${key === "argument" ? "" : key}" aria-current=${view === entry || view.within === key ? "page" : null}>${entry.title}</a>`)}</nav>
      <div class="tools">
        <button class="button" aria-pressed=${open} aria-expanded=${open} onClick=${() => setOpen(!open)}>Levers ${count > 0 && html`<span class="count">${count}</span>`}</button>
        <button class="button quiet" onClick=${() => globalThis.switchTheme()} aria-label="Dark or light" title="Dark or light">◐</button>
      </div></header>
    ${count > 0 && html`<${Strip} />`}
    <div class="frame ${open ? "with-levers" : ""}">
      <main id="page-main" tabindex="-1" ref=${main}><div class="column">
        ${!book.runs && html`<${Bad}>The model cannot be run: ${book.first_error}. <code>interregnum check ${book.path}</code> shows all findings.<//>`}
        ${answer.error && html`<${Bad}>${answer.error}<//>`}
        <${view.view} key=${place} of=${state.of} /></div></main>
      ${open && html`<${Levers} close=${() => setOpen(false)} />`}
    </div>
    <${Hover} /><//>`;
}

// What a browser does not let be remembered holds for this page only.
function remembered(key) { try { return localStorage.getItem(key); } catch { return null; } }
function remember(key, value) { try { localStorage.setItem(key, value); } catch { /* nothing else depends on it */ } }

const fallback = (book, shown) => (shown(VIEWS.argument) ? "argument" : "variable");

/** Links within the page keep the reader's changes. */
function keepChanges(go) {
  const follow = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[href^='#/']");
    if (!link) return;
    event.preventDefault();
    const { view, of, filters } = read(link.getAttribute("href"));
    go({ view, of, filters });
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}

/** What is changed, in a line below the bar, and what it does to the claims. */
function Strip() {
  const { book, state, go, verdicts } = page();
  const { off, with: pulled, set, edits } = state.changes;
  const drop = (key, keep) => go({ changes: { ...state.changes, [key]: state.changes[key].filter(keep) } });
  const chip = (words, remove) => html`<span class="chip">${words}<button aria-label="Undo: ${words}" onClick=${remove}>×</button></span>`;
  return html`<div class="changes-strip" role="region" aria-label="Your changes"><b>Changed:</b>
    ${off.map((name) => chip(`without ${name}`, () => drop("off", (one) => one !== name)))}
    ${pulled.map((one) => chip(`with ${one.lever}${one.from === null ? "" : ` from ${one.from}`}${one.until === null ? "" : ` until ${one.until}`}`, () => drop("with", (other) => other.lever !== one.lever)))}
    ${set.map((one) => chip(`${one.name} = ${one.value}`, () => drop("set", (other) => other.name !== one.name)))}
    ${edits.map((one) => chip(`${one.name} rewritten`, () => drop("edits", (other) => other.name !== one.name)))}
    ${book.claims.length > 0 && book.runs && html`<${Flips} verdicts=${verdicts} />`}
    <span style="flex:1"></span>
    <${CopyLink} />
    <button class="button quiet" onClick=${() => go({ changes: NOTHING })}>Undo all</button></div>`;
}

/** A link that opens the page just as it stands. */
function CopyLink() {
  const [said, setSaid] = useState("Copy link");
  const copy = async () => {
    // Browsers may refuse; the address bar holds the same.
    const done = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    setSaid(done ? "Copied" : "Copy it from the address bar");
    setTimeout(() => setSaid("Copy link"), 2500);
  };
  return html`<button class="button quiet" onClick=${copy} title="A link that opens the page just as it stands"><span role="status">${said}</span></button>`;
}

function Flips({ verdicts }) {
  if (verdicts.error) return html`<span role="alert" style="color:var(--fails)">${verdicts.error}</span>`;
  if (!verdicts.flips) return html`<span class="soft" role="status">running…</span>`;
  const n = verdicts.flips.size;
  return html`<span role="status"><a class="flip" href="#/?flipped=1">${n === 0 ? "no claim flips" : n === 1 ? "1 claim flips" : `${n} claims flip`}</a></span>`;
}

const box = document.getElementById("page");
box.replaceChildren();
render(html`<${App} />`, box);
