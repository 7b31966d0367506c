// The state of the page and its address: the one is the other, so that a link reproduces the page.
//
//   #/claim/not-only-weather?off=soil-exhaustion&with=average-weather@1959..1965&set=fallow share=0.3

export const NOTHING = Object.freeze({ off: [], with: [], set: [], edits: [] });

/** The state that an address says. */
export function read(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view = "", ...rest] = path.split("/").map(decode);
  const all = new URLSearchParams(query);
  const { changes, filters } = readQuery(all);
  const scenarios = all.getAll("scenario").slice(0, 4).map((text) => {
    const [name, inner = ""] = text.split(/~(.*)/s);
    return { name, changes: readQuery(new URLSearchParams(inner)).changes };
  });
  return { view: view || "argument", of: rest.join("/"), changes, filters, scenarios };
}

function readQuery(all) {
  const number = (text) => (text === "" || text === undefined || !Number.isFinite(+text) ? null : +text);
  const changes = {
    off: all.getAll("off").filter(Boolean),
    with: all.getAll("with").map((text) => {
      const [lever, dates = ""] = text.split("@");
      const [from, until] = dates.split("..");
      return { lever, from: number(from), until: number(until) };
    }),
    set: all.getAll("set").flatMap((text) => {
      const at = text.lastIndexOf("=");
      const value = number(text.slice(at + 1));
      return at > 0 && value !== null ? [{ name: text.slice(0, at), value }] : [];
    }),
    edits: all.getAll("edit").flatMap((text) => {
      const at = text.indexOf("=");
      return at > 0 ? [{ name: text.slice(0, at), text: text.slice(at + 1) }] : [];
    }),
  };
  const filters = {};
  for (const key of ["q", "verdict", "tier", "kind", "chapter", "flipped"]) {
    if (all.get(key)) filters[key] = all.get(key);
  }
  return { changes, filters };
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function changeQuery(changes) {
  const all = new URLSearchParams();
  for (const name of changes.off) all.append("off", name);
  for (const { lever, from, until } of changes.with) {
    const dates = from === null && until === null ? "" : `@${from ?? ""}${until === null ? "" : `..${until}`}`;
    all.append("with", lever + dates);
  }
  for (const { name, value } of changes.set) all.append("set", `${name}=${value}`);
  for (const { name, text } of changes.edits) all.append("edit", `${name}=${text}`);
  return all;
}

/** The address of a state. */
export function write({ view, of = "", changes, filters = {}, scenarios = [] }) {
  const all = changeQuery(changes);
  for (const [key, value] of Object.entries(filters)) if (value) all.append(key, value);
  for (const { name, changes } of scenarios) all.append("scenario", `${name}~${changeQuery(changes)}`);
  const path = view === "argument" && !of ? "" : `${view}${of ? `/${of.split("/").map(encodeURIComponent).join("/")}` : ""}`;
  const query = all.toString();
  return `#/${path}${query ? `?${query}` : ""}`;
}

export const isChanged = (changes) =>
  changes.off.length + changes.with.length + changes.set.length + changes.edits.length > 0;

export const countChanges = (changes) =>
  changes.off.length + changes.with.length + changes.set.length + changes.edits.length;

/** Changes as questions send them; without edits for those that only want the model's own text. */
export const toSend = (changes) => ({ ...changes });

/** Changes as a text block that can be pasted into a claim, or behind the command. */
export function asText(changes) {
  const parts = [
    ...changes.off.map((name) => `off ${name}`),
    ...changes.with.map(({ lever, from, until }) =>
      `with ${lever}${from === null ? "" : ` from ${from}`}${until === null ? "" : ` until ${until}`}`),
    ...changes.set.map(({ name, value }) => `with ${name} = ${value}`),
  ];
  return parts.join(" ");
}

/** Changes as switches of the command. */
export function asSwitches(changes) {
  const quote = (text) => (/^[\w.@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
  return [
    ...changes.off.map((name) => `--off ${quote(name)}`),
    ...changes.with.map(({ lever, from, until }) =>
      `--with ${quote(lever + (from === null && until === null ? "" : `@${from ?? ""}${until === null ? "" : `..${until}`}`))}`),
    ...changes.set.map(({ name, value }) => `--set ${quote(`${name}=${value}`)}`),
  ].join(" ");
}
