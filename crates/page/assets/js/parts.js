// Small pieces that all views use.
import { html } from "../vendor/preact.js";
import { usePage } from "./hooks.js";

/** Verdicts in the order of the tally: word for one claim, words for many, what it means. */
export const VERDICTS = {
  holds: { one: "holds", many: "hold", means: "Its tests hold in the run, and it breaks when what it rests on is taken away." },
  depends: { one: "depends", many: "depend on an assumption", means: "It holds in the run but in fewer than four of five members of the ensemble, or the other way round." },
  "not-explained": { one: "not explained", many: "not explained", means: "Its tests hold, but they still hold when what should carry them is taken away: the model does not explain it." },
  fails: { one: "fails", many: "fail", means: "A test does not hold: the model contradicts the claim, or lacks what it needs." },
  untestable: { one: "cannot be tested", many: "cannot be tested", means: "The book has nothing to test it with, and says why." },
};

/** A verdict's sign: told apart by shape as well as colour. */
export function Mark({ verdict, label }) {
  const shapes = {
    holds: html`<rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="currentColor" /><path d="M4.5 8.2 L7 10.7 L11.6 5.4" fill="none" stroke="var(--card)" stroke-width="1.9" />`,
    depends: html`<rect x="2.2" y="2.2" width="11.6" height="11.6" rx="2" fill="none" stroke="currentColor" stroke-width="1.5" /><path d="M2.5 3 h5.5 v10 h-5.5 z" fill="currentColor" />`,
    "not-explained": html`<rect x="2.4" y="2.4" width="11.2" height="11.2" rx="2" fill="none" stroke="currentColor" stroke-width="1.8" />`,
    fails: html`<path d="M3.2 3.2 L12.8 12.8 M12.8 3.2 L3.2 12.8" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" />`,
    untestable: html`<circle cx="8" cy="8" r="2.6" fill="currentColor" />`,
    none: html`<rect x="2.4" y="2.4" width="11.2" height="11.2" rx="2" fill="none" stroke="currentColor" stroke-dasharray="2 2" />`,
  };
  const name = verdict in shapes ? verdict : "none";
  return html`<svg class="mark ${name}" viewBox="0 0 16 16" role=${label ? "img" : null} aria-label=${label} aria-hidden=${label ? null : "true"}>${shapes[name]}</svg>`;
}

export const Verdict = ({ verdict }) =>
  html`<span class="verdict ${verdict}" title=${VERDICTS[verdict]?.means}><${Mark} verdict=${verdict} />${VERDICTS[verdict]?.one ?? "waits for the ensemble"}</span>`;

/** A claim that is judged otherwise under the reader's changes. */
export const Flip = ({ from, to }) =>
  html`<span class="flip">was ${VERDICTS[from]?.one ?? from} → now ${VERDICTS[to]?.one ?? to}</span>`;

/** Who says so: paragraphs of the essay, sources, assumptions. */
export function Sources({ all, brief = false }) {
  const { book } = usePage();
  if (!all?.length) return null;
  return html`<span class="sources">${all.map((one) => {
    if (one.kind === "paragraph") return html`<a class="source" href="#/?q=${encodeURIComponent(one.text)}" title="What the book says of this paragraph of the essay">${one.text}</a>`;
    if (one.kind === "source") return html`<a class="source" href="#/sources/${encodeURIComponent(one.text)}" data-source=${one.text}>${brief ? one.text : (shorter(book.sources[one.text]) ?? one.text)}</a>`;
    return html`<span class="source assumed" title="Assumed: ${one.text}">${brief ? "assumed" : `assumed: ${one.text}`}</span>`;
  })}</span>`;
}

/** A title cut at a word where it is too long for its place. */
const shorter = (title) => (title?.length > 80 ? `${title.slice(0, title.lastIndexOf(" ", 76))} …` : title);

/** Who says so, in words. */
export const said = (book, all) => all.map((one) => (one.kind === "assumed" ? `assumed: ${one.text}` : book.sources[one.text] ?? one.text)).join("; ");

/** The key of a variable's name as people write it: case, blanks and underscores make no difference. */
export const asKey = (name) => name.toLowerCase().trim().replace(/[\s_]+/g, "_");

/** A variable's name as a link. */
export function VariableLink({ name }) {
  const { byKey } = usePage();
  const variable = byKey.get(name);
  return html`<a href="#/variable/${encodeURIComponent(variable?.key ?? name)}" data-variable=${variable?.key ?? name}>${variable?.name ?? name}</a>`;
}

export const Waiting = ({ what }) => html`<p class="soft" role="status">${what}</p>`;

export const Bad = ({ children }) => html`<p class="notice bad" role="alert">${children}</p>`;

const COMPACT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumSignificantDigits: 4 });

const DIGITS = [0, 1, 2, 3, 4].map((most) => new Intl.NumberFormat("en-GB", { maximumFractionDigits: most }));

/** A number as people read it: four figures, a true minus, thousands kept apart. */
export function figure(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e7 && size < 1e15) return COMPACT.format(value).replace("-", "−");
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(2).replace("-", "−");
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  return DIGITS[digits].format(value).replace("-", "−");
}

/** Hands the reader a file. */
export function hand(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const fileName = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
