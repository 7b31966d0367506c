// What enters a variable, and what it enters, as a tree that opens step by step, each with its course.
import { html, useState } from "../vendor/preact.js";
import { useAnswer, useGet, usePage } from "./hooks.js";
import { Sparkline } from "./sparkline.js";
import { Sources, VariableLink, figure } from "./parts.js";
import { NOTHING, isChanged } from "./state.js";

/** `direction`: causes or uses. */
export function Tree({ roots, direction, open = false }) {
  return html`<div class="tree"><ul>${roots.map((key) => html`<${Branch} key=${key} name=${key} direction=${direction} above=${[]} opened=${open} />`)}</ul></div>`;
}

const WORDS = { inflow: "fills it", outflow: "drains it", initial: "at the start only", reads: "" };

function Branch({ name, link, direction, above, opened = false }) {
  const { byKey } = usePage();
  const [open, setOpen] = useState(opened);
  const variable = byKey.get(name);
  const circle = above.includes(name);
  return html`<li><div class="line">
      <button class="toggle" aria-expanded=${open} aria-label="${direction === "causes" ? "What enters" : "What uses"} ${variable?.name ?? name}" disabled=${circle || variable?.kind === "lookup"} onClick=${() => setOpen(!open)}>${circle ? "↺" : open ? "▾" : "▸"}</button>
      <${VariableLink} name=${name} /><span class="kind">${variable?.kind}${link && WORDS[link] ? `, ${WORDS[link]}` : ""}</span>
      <${Course} variable=${variable} /><${Sources} all=${variable?.provenance} brief />
      ${circle && html`<span class="soft small">a loop: it stands above</span>`}</div>
    ${open && html`<${Below} name=${name} direction=${direction} above=${[...above, name]} />`}</li>`;
}

function Below({ name, direction, above }) {
  const { version } = usePage();
  const answer = useGet(`api/variable/${encodeURIComponent(name)}`, version);
  if (!answer.data) return null;
  const all = answer.data[direction];
  if (all.length === 0) return html`<ul><li class="soft small">${direction === "causes" ? "Nothing enters it: it is given." : "Nothing in the model uses it."}</li></ul>`;
  return html`<ul>${all.map((one) => html`<${Branch} key=${one.key} name=${one.key} link=${one.link} direction=${direction} above=${above} />`)}</ul>`;
}

function Course({ variable }) {
  const { changes, version } = usePage();
  const asks = variable?.runs && variable.elements.length === 0;
  const now = useAnswer("api/course", asks ? { variables: [variable.key], changes } : null, version);
  const before = useAnswer("api/course", asks && isChanged(changes) ? { variables: [variable.key], changes: { ...NOTHING } } : null, version);
  const values = now.data?.lines[variable?.name];
  if (!values) return html`<svg class="sparkline" aria-hidden="true"></svg>`;
  return html`<${Sparkline} times=${now.data.times} values=${values} other=${before.data?.lines[variable.name]} /><span class="small soft">${figure(values[0])} → ${figure(values.at(-1))} ${variable.unit}</span>`;
}
