// The levers beside everything: mechanisms to switch off, levers to pull, numbers to move.
import { html, useMemo, useRef, useEffect, useState } from "../vendor/preact.js";
import { usePage } from "./hooks.js";
import { Sources, figure } from "./parts.js";

export function Levers({ close }) {
  const { book, changes, change, word } = usePage();
  const panel = useRef(null);
  useEffect(() => {
    if (matchMedia("(max-width: 62rem)").matches) panel.current.focus();
  }, []);
  const keys = (event) => { if (event.key === "Escape") close(); };
  return html`<aside class="levers" aria-label="Levers" tabindex="-1" ref=${panel} onKeyDown=${keys}>
    <div class="head"><h2>Levers</h2><button class="button quiet" onClick=${close} aria-label="Close the levers">Close</button></div>
    <p class="small soft">Change anything: the system runs again at once, the charts show it beside the ${word}'s own run${book.claims.length > 0 ? ", and the ledger says which claims flip" : ""}.</p>
    ${book.mechanisms.length > 0 && html`<h3>What is at work</h3><p class="small soft">Switch a mechanism off to see what the argument loses without it.</p>
      ${book.mechanisms.map((one) => html`<${Mechanism} key=${one.name} one=${one} changes=${changes} change=${change} />`)}`}
    ${book.levers.length > 0 && html`<h3>What could have been done</h3>
      ${book.levers.map((one) => html`<${Lever} key=${one.name} one=${one} />`)}`}
    <${Parameters} />
  </aside>`;
}

function Mechanism({ one, changes, change }) {
  const off = changes.off.includes(one.name);
  const flip = () => change({ off: off ? changes.off.filter((name) => name !== one.name) : [...changes.off, one.name] });
  return html`<div class="lever ${off ? "changed" : ""}"><label>
    <input class="switch ${off ? "changed" : ""}" type="checkbox" role="switch" checked=${!off} onChange=${flip} />
    <span class="what">${one.name}</span> <${Sources} all=${one.provenance.filter((it) => it.kind === "paragraph")} brief /></label>
    <div class="note">${one.note}</div></div>`;
}

function Lever({ one }) {
  const { book, changes, change } = usePage();
  const pulled = changes.with.find((it) => it.lever === one.name);
  const others = changes.with.filter((it) => it.lever !== one.name);
  const flip = () => change({ with: pulled ? others : [...changes.with, { lever: one.name, from: null, until: null }] });
  const date = (key) => (event) => {
    const value = event.target.value === "" ? null : +event.target.value;
    change({ with: changes.with.map((it) => (it.lever === one.name ? { ...it, [key]: value } : it)) }, { replace: true });
  };
  const { start, stop } = book.time;
  return html`<div class="lever ${pulled ? "changed" : ""}"><label>
    <input class="switch ${pulled ? "changed" : ""}" type="checkbox" role="switch" checked=${!!pulled} onChange=${flip} />
    <span class="what">${one.name}</span> <${Sources} all=${one.provenance.filter((it) => it.kind === "paragraph")} brief /></label>
    <div class="note">${one.note}</div>
    ${pulled && html`<div class="dates">
      <label>from <input type="number" step="any" min=${start} max=${stop} value=${pulled.from ?? ""} placeholder=${one.from ?? start} onInput=${date("from")} /></label>
      <label>until <input type="number" step="any" min=${start} max=${stop} value=${pulled.until ?? ""} placeholder=${one.until ?? stop} onInput=${date("until")} /></label></div>`}</div>`;
}

/** The numbers of a model, by chapter; those without a range may go from nought to twice. */
function Parameters() {
  const { book, byKey, changes } = usePage();
  const [wanted, setWanted] = useState("");
  const groups = useMemo(() => {
    const known = book.parameters.map((one) => {
      const { unit, note, chapter } = byKey.get(one.key);
      return { ...one, unit, note, chapter };
    });
    const all = known.filter((one) => `${one.name} ${one.note}`.toLowerCase().includes(wanted.toLowerCase()));
    const titles = book.chapters.map((chapter) => chapter.title);
    const found = new Map();
    for (const one of all) {
      const title = titles[one.chapter] ?? "The model";
      found.set(title, [...(found.get(title) ?? []), one]);
    }
    return [...found];
  }, [book, wanted]);
  if (book.parameters.length === 0) return null;
  const changedIn = (all) => all.some((one) => changes.set.some((it) => it.name === one.name));
  return html`<h3>Numbers</h3>
    <p class="small soft">${book.ours ? "Each within the range that its source allows." : "Each within its range; without one, from nought to twice its value."}</p>
    <input type="search" style="width:100%" placeholder="Find a number" aria-label="Find a number" value=${wanted} onInput=${(event) => setWanted(event.target.value)} />
    ${groups.map(([title, all]) => html`<details key=${title} open=${wanted !== "" || groups.length === 1 || changedIn(all)}><summary>${title} <span class="soft small">${all.length}</span></summary>
      ${all.slice(0, 120).map((one) => html`<${Parameter} key=${one.name} one=${one} />`)}
      ${all.length > 120 && html`<p class="small soft">and ${all.length - 120} more: search for them</p>`}</details>`)}`;
}

function Parameter({ one }) {
  const { changes, change } = usePage();
  const set = changes.set.find((it) => it.name === one.name);
  const value = set?.value ?? one.value;
  const low = one.low ?? Math.min(0, 2 * one.value);
  const high = one.high ?? (one.value === 0 ? 1 : Math.max(0, 2 * one.value));
  const others = changes.set.filter((it) => it.name !== one.name);
  const move = (event) => change({ set: [...others, { name: one.name, value: +event.target.value }] }, { replace: true });
  const id = `p-${one.name}`;
  return html`<div class="parameter ${set ? "changed" : ""}">
    <div class="top"><label class="what" for=${id} title=${one.note}>${one.name}</label>
      <span>${figure(value)} <span class="soft small">${one.unit}</span> ${set && html`<button class="button quiet" aria-label="Put ${one.name} back to ${figure(one.value)}" onClick=${() => change({ set: others })}>↺</button>`}</span></div>
    <input id=${id} class=${set ? "moved" : ""} type="range" min=${low} max=${high} step=${(high - low) / 200 || "any"} value=${value} onInput=${move} aria-valuetext="${figure(value)} ${one.unit}" />
    <div class="ends"><span>${figure(low)}</span><span>${figure(high)}</span></div></div>`;
}
