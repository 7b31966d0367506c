// The verdicts on all claims: of the book as it stands, and under the reader's changes; first by the
// single run, then by the whole ensemble, like compared with like.
import { useEffect, useMemo, useState } from "../vendor/preact.js";
import { askMembers, Trouble } from "./api.js";
import { useAnswer } from "./hooks.js";
import { NOTHING, isChanged } from "./state.js";

/** How long the reader must leave the levers alone before the ensemble is asked again. */
const REST = 1500;

/** Claims by id. Those that only the members can answer wait for them. */
const table = (answer, untested) => new Map(answer.claims.map((one) => {
  const waits = untested && one.verdict === "untestable" && !untested.has(one.id);
  return [one.id, waits ? { ...one, verdict: "waits" } : one];
}));

/**
 * `now`: id to what came of it; `before`: the same without changes, where there are some; `flips`:
 * ids whose verdict differs; `members`: by how many members, 0 for the single run; `progress`.
 */
export function useVerdicts(book, changes, version) {
  const asks = book !== null && book.claims.length > 0 && book.runs;
  const changed = isChanged(changes);
  const plain = useAnswer("api/ledger", asks ? { knockouts: true } : null, version);
  const own = useAnswer("api/ledger", asks && changed ? { changes, knockouts: true } : null, version);
  const plainAll = useMembers(asks && plain.data ? NOTHING : null, book, version, 0);
  const ownAll = useMembers(asks && changed && own.data && plainAll.data ? changes : null, book, version, REST);
  return useMemo(() => {
    const waits = changed && !own.data;
    const single = waits ? plain : changed ? own : plain;
    const error = (changed ? own.error : null) ?? plain.error;
    if (!plain.data) return { pending: true, error };
    const whole = plainAll.data && (!changed || ownAll.data);
    const untested = new Set(book.claims.filter((one) => one.untestable).map((one) => one.id));
    const read = (answer) => table(answer, !whole && book.members > 0 ? untested : null);
    const before = read(whole ? plainAll.data : plain.data);
    const now = changed && !waits ? read(whole ? ownAll.data : own.data) : before;
    const flips = waits ? null : changed
      ? new Map([...now].filter(([id, one]) => before.get(id) && before.get(id).verdict !== one.verdict).map(([id, one]) => [id, [before.get(id).verdict, one.verdict]]))
      : new Map();
    const progress = changed ? ownAll.progress ?? plainAll.progress : plainAll.progress;
    return {
      pending: single.pending, error, now, before, flips, changed,
      members: whole ? plainAll.data.members : 0, progress, took: single.took,
      failures: single.data.failures,
    };
  }, [plain, own, plainAll, ownAll, changed]);
}

/** The verdicts by the whole ensemble; another question ends the work on the one before. */
function useMembers(changes, book, version, rest) {
  const [state, setState] = useState({ data: null, progress: null, asked: null });
  const text = changes === null ? null : JSON.stringify(changes);
  useEffect(() => {
    if (text === null || !book?.members) { setState({ data: null, progress: null }); return; }
    const stop = new AbortController();
    setState({ data: null, progress: null });
    const go = async () => {
      try {
        const question = { changes: JSON.parse(text), members: book.members, knockouts: true };
        const data = await askMembers(question, (done, of) => setState({ data: null, progress: done / of }), stop.signal);
        setState({ data, progress: null });
      } catch (error) {
        if (error.name === "AbortError") return;
        if (!(error instanceof Trouble) && !(error instanceof TypeError)) throw error;
        setState({ data: null, progress: null, error: error.message });
      }
    };
    const timer = setTimeout(go, rest);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text, version, book?.hash]);
  return state;
}
