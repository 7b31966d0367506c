// A line small enough to stand in a line of text.
import { html } from "../vendor/preact.js";

/** A line small enough to stand in a line of text. */
export function Sparkline({ times, values, other }) {
  const known = [...values, ...(other ?? [])].filter((value) => value !== null);
  if (known.length < 2) return html`<svg class="sparkline" aria-hidden="true"></svg>`;
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const path = (all) => all.map((value, i) => (value === null ? "" : `${i ? "L" : "M"}${((i / (all.length - 1)) * 82 + 1).toFixed(1)} ${(18 - ((value - low) / (high - low || 1)) * 16).toFixed(1)}`)).join("");
  return html`<svg class="sparkline" viewBox="0 0 84 20" aria-hidden="true">
    ${other && html`<path d=${path(other)} fill="none" stroke="var(--base)" stroke-width="1" stroke-dasharray="1 2" />`}
    <path d=${path(values)} fill="none" stroke=${other ? "var(--changed)" : "var(--base)"} stroke-width="1.5" /></svg>`;
}
