// What charts of variables show: the book's run, the reader's run, the record, the members.
import { useMemo } from "../vendor/preact.js";
import { useAnswer, usePage } from "./hooks.js";
import { NOTHING, isChanged } from "./state.js";

/** A hook: charts of these variables, one for each, elements of an array as several lines. */
export function useCourses(keys, changes, version) {
  const { byKey, word } = usePage();
  const asks = keys.length > 0;
  const changed = isChanged(changes);
  const now = useAnswer("api/course", asks ? { variables: keys, changes } : null, version);
  const plain = useAnswer("api/course", asks && changed ? { variables: keys, changes: NOTHING } : null, version);
  const records = useAnswer("api/records", asks ? { variables: keys } : null, version);
  return useMemo(() => keys.map((key) => {
    const variable = byKey.get(key);
    const names = variable.elements.length ? variable.elements.slice(0, 6) : [variable.name];
    const several = names.length > 1;
    const line = (answer, name, kind, words) => ({ name: words, kind, times: answer.times, values: answer.lines[name] });
    const lines = [];
    for (const name of names) {
      const short = several ? name.slice(name.indexOf("[") + 1, -1) : null;
      if (changed && !several && plain.data?.lines[name]) lines.push(line(plain.data, name, "unchanged", `the ${word}'s run`));
      if (now.data?.lines[name]) lines.push(line(now.data, name, several ? "several" : changed ? "changed" : "base", short ?? (changed ? "your run" : "the run")));
    }
    return {
      key, title: variable.name, href: `#/variable/${encodeURIComponent(key)}`, unit: variable.unit, lines,
      records: (records.data ?? []).filter((one) => one.key === key && (!several || one.of.includes("["))),
    };
  }), [keys.join(), now.data, plain.data, records.data, changed, byKey, word]);
}
