// The first screen: what the book says, and how much of it stands.
import { html, useEffect, useMemo, useRef } from "../../vendor/preact.js";
import { usePage } from "../hooks.js";
import { Bad, Flip, Mark, VERDICTS, VariableLink } from "../parts.js";

export function Argument() {
  const { book, state, go, verdicts } = usePage();
  const { filters } = state;
  const verdictOf = (id) => verdicts.now?.get(id)?.verdict;
  const set = (key, value) => go({ filters: { ...filters, [key]: value } }, { replace: true });
  const rows = useMemo(() => chosen(book, filters, verdicts), [book, filters, verdicts]);
  return html`<section class="opening" aria-label="The argument"><h1>${book.title}</h1>
      <div class="glance">${book.argument && html`<p class="prose">${book.argument}</p>`}<div class="standing">
      <${Tally} verdictOf=${verdictOf} chosen=${filters.verdict} choose=${(one) => set("verdict", filters.verdict === one ? "" : one)} />
      <${Sectors} verdictOf=${verdictOf} />
      <p class="small soft" role="status" style="min-height:4.5em">${judgedBy(book, verdicts)}</p></div></div>
      ${verdicts.error && html`<${Bad}>${verdicts.error}<//>`}</section>
    <${Filters} filters=${filters} set=${set} clear=${() => go({ filters: {} })} shown=${rows.length} />
    ${PARAGRAPH.test(filters.q ?? "") && html`<${Paragraph} key=${filters.q} mark=${filters.q.toLowerCase()} />`}
    <${Ledger} rows=${rows} />`;
}

/** A place of the essay, as provenance names it. */
const PARAGRAPH = /^(¶\d+|note \d+|table \d+)$/i;

const rests = (one, mark) => one.provenance.some((it) => it.kind === "paragraph" && it.text === mark);

/** What else of the book rests on a paragraph of the essay; who came by a link is led here. */
function Paragraph({ mark }) {
  const { book } = usePage();
  const box = useRef(null);
  useEffect(() => {
    if (document.activeElement?.type !== "search") box.current?.scrollIntoView({ block: "center" });
  }, []);
  const variables = book.variables.filter((one) => rests(one, mark));
  const switches = [...book.mechanisms, ...book.levers].filter((one) => rests(one, mark));
  return html`<div class="notice" ref=${box}><b>${mark}</b> of the essay. The claims below rest on it${variables.length + switches.length === 0 ? "." : ", and so do:"}
    ${switches.length > 0 && html`<p class="small">mechanisms and levers: ${switches.map((one, at) => html`${at > 0 ? ", " : ""}<span title=${one.note}>${one.name}</span>`)}</p>`}
    ${variables.length > 0 && html`<details class="small" open=${variables.length <= 24}><summary>${variables.length} ${variables.length === 1 ? "variable" : "variables"}</summary>${variables.map((one, at) => html`${at > 0 ? ", " : ""}<${VariableLink} name=${one.key} />`)}</details>`}</div>`;
}

function judgedBy(book, { now, members, whole, progress, changed }) {
  if (!now) return "Running the system and asking it every claim…";
  const whose = changed ? "The verdicts are those under your changes, " : "Judged ";
  if (members && !whole) return `${whose}by the book's own run and the first ${members} of ${book.members} members of its ensemble so far${progress ? `; the others: ${Math.round(progress * 100)} %` : ""}.`;
  if (members) return `${whose}by the book's own run and ${members} members of its ensemble, in which uncertain numbers are drawn from their ranges and the weather by lot.`;
  if (progress !== null && progress !== undefined) return `${whose}by the single run so far; asking ${book.members} members of the ensemble: ${Math.round(progress * 100)} %.`;
  return `${whose}by the single run so far${book.members ? `; ${book.members} members of the ensemble are asked next` : ""}.`;
}

/** One glance: how many claims hold, and how many do not. */
function Tally({ verdictOf, chosen, choose }) {
  const { book, verdicts } = usePage();
  const count = (verdict) => book.claims.filter((one) => verdictOf(one.id) === verdict).length;
  return html`<div class="tally" role="group" aria-label="Of ${book.claims.length} claims; choose a verdict to see its claims">
    ${Object.entries(VERDICTS).map(([key, words]) => html`<button aria-pressed=${chosen === key} onClick=${() => choose(key)} title=${words.means}>
      <span class="number">${verdicts.now ? count(key) : "–"}</span><${Mark} verdict=${key} />
      <span class="word">${verdicts.now && count(key) === 1 ? words.one : words.many}</span></button>`)}</div>`;
}

/** Every claim as a sign, sector by sector. */
function Sectors({ verdictOf }) {
  const { book, verdicts } = usePage();
  return html`<dl class="sectors">${groups(book.claims, book).map(([title, claims]) => html`
    <dt>${title}</dt><dd>${claims.map((one) => html`<a href="#/claim/${encodeURIComponent(one.id)}" class=${verdicts.flips?.has(one.id) ? "flipped" : ""}
      title=${one.statement} aria-label="${VERDICTS[verdictOf(one.id)]?.one ?? "waits for the ensemble"}: ${one.statement}"><${Mark} verdict=${verdictOf(one.id) ?? "none"} /></a>`)}</dd>`)}</dl>`;
}

/** Claims by chapter, in the order of the book. */
export function groups(claims, book) {
  return book.chapters.map((chapter, at) => [
    chapter.sector ? `${chapter.title} (${chapter.sector})` : chapter.title,
    claims.filter((one) => one.chapter === at),
  ]).filter(([, all]) => all.length > 0);
}

function chosen(book, filters, verdicts) {
  const asked = (filters.q ?? "").toLowerCase().trim();
  // A note or a table is one word of two.
  const words = PARAGRAPH.test(asked) ? [asked] : asked.split(/\s+/).filter(Boolean);
  return book.claims.filter((one) => {
    const text = `${one.id} ${one.statement} ${one.provenance.map((it) => it.text).join(" ")} ${one.kind} ${one.tier}`.toLowerCase();
    const paragraphs = one.provenance.map((it) => it.text.toLowerCase());
    return words.every((word) => (PARAGRAPH.test(word) ? paragraphs.includes(word) : text.includes(word)))
      && (!filters.verdict || verdicts.now?.get(one.id)?.verdict === filters.verdict)
      && (!filters.tier || one.tier === filters.tier)
      && (!filters.kind || one.kind === filters.kind)
      && (!filters.chapter || String(one.chapter) === filters.chapter)
      && (!filters.flipped || verdicts.flips?.has(one.id));
  });
}

function Filters({ filters, set, clear, shown }) {
  const { book, verdicts } = usePage();
  const several = (key) => [...new Set(book.claims.map((one) => one[key]).filter(Boolean))];
  const pick = (key, label, options) => options.length > 1 && html`<label>${label}
    <select value=${filters[key] ?? ""} onChange=${(event) => set(key, event.target.value)}><option value="">all</option>${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></label>`;
  const chapters = book.chapters.map((chapter, at) => [String(at), chapter.title]).filter(([at]) => book.claims.some((one) => String(one.chapter) === at));
  return html`<div class="filters" role="search" aria-label="Choose claims">
    <input type="search" placeholder="Search claims, or ¶7" aria-label="Search the claims by words or by paragraph, such as ¶7" value=${filters.q ?? ""} onInput=${(event) => set("q", event.target.value)} />
    ${pick("chapter", "sector", chapters)}
    ${pick("tier", "weight", several("tier").map((one) => [one, one]))}
    ${pick("kind", "kind", several("kind").map((one) => [one, one]))}
    ${verdicts.changed && html`<button class="button" aria-pressed=${!!filters.flipped} onClick=${() => set("flipped", filters.flipped ? "" : "1")}>flipped only</button>`}
    <span class="soft small" role="status">${shown} of ${book.claims.length}</span>
    ${Object.keys(filters).some((key) => filters[key]) && html`<button class="button quiet" onClick=${clear}>Show all</button>`}</div>`;
}

function Ledger({ rows }) {
  const { book } = usePage();
  if (rows.length === 0) return html`<p class="soft" style="padding:2rem 0">No claim fits.</p>`;
  return html`<div class="ledger">${groups(rows, book).map(([title, claims]) => html`<section aria-label=${title}>
    <div class="group"><h2>${title}</h2></div>
    ${claims.map((claim) => html`<${Row} key=${claim.id} claim=${claim} />`)}</section>`)}</div>`;
}

/** A claim in a line: the sign, the words, and essay, model, record beside each other. */
function Row({ claim }) {
  const { verdicts } = usePage();
  const came = verdicts.now?.get(claim.id);
  const flip = verdicts.flips?.get(claim.id);
  return html`<a class="row ${flip ? "flipped" : ""}" href="#/claim/${encodeURIComponent(claim.id)}" data-claim=${claim.id} data-verdict=${came?.verdict}>
    <${Mark} verdict=${came?.verdict ?? "none"} label=${VERDICTS[came?.verdict]?.one ?? "waits for the ensemble"} />
    <span><span class="statement">${claim.statement}</span>
      <span class="meta">${flip && html`<${Flip} from=${flip[0]} to=${flip[1]} />`}
        <span>${claim.provenance.filter((one) => one.kind !== "assumed").map((one) => one.text).join(", ")}</span><span>${[claim.tier, claim.kind].filter(Boolean).join(" · ")}</span>
        ${came?.depends_on && html`<span>depends on ${came.depends_on.parameter}</span>`}</span></span>
    <${Three} came=${came} /></a>`;
}

/** Essay, model and record: of the number that decided, the failing one first. */
function Three({ came }) {
  const number = came?.numbers.find((one) => one.holds === false) ?? came?.numbers[0];
  if (!number) return html`<span class="three"><span class="asked">${came?.because ?? " "}</span></span>`;
  const record = came.record.flatMap((one) => one.answer.numbers).find((one) => one.text === number.text && one.holds !== null);
  const sign = (holds) => (holds === true ? "yes" : holds === false ? "no" : "");
  const more = came.numbers.length - 1;
  return html`<span class="three">
    <span><b>essay</b>${number.wanted || "–"}</span>
    <span class=${sign(number.holds)}><b>model</b>${number.value}</span>
    <span class=${sign(record?.holds)}><b>record</b>${record?.value ?? "–"}</span>
    <span class="asked" title=${number.text}>${number.text}${more > 0 ? `  (+${more})` : ""}</span></span>`;
}
