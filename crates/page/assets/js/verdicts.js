// The verdicts on all claims: of the book as it stands, and under the reader's changes; first by the
// single run, then by the whole ensemble.
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
 * ids whose verdict differs; `members`: by how many members, 0 for the single run; `whole`: whether
 * these are all; `progress`.
 *
 * Four answers follow each other, each better: the tests by the single run alone, at once; with the
 * knock-outs, when the levers rest; by the first members of the ensemble; by all. Like is compared
 * with like.
 */
export function useVerdicts(book, changes, version) {
  const asks = book !== null && book.claims.length > 0 && book.runs;
  const changed = isChanged(changes);
  const rested = useRested(changes, REST / 3);
  const plain = useAnswer("api/ledger", asks ? { knockouts: true } : null, version);
  const plainTests = useAnswer("api/ledger", asks && plain.data ? {} : null, version);
  const ownTests = useAnswer("api/ledger", asks && changed ? { changes } : null, version);
  const question = asks && changed && ownTests.data && isChanged(rested) ? { changes: rested, knockouts: true } : null;
  const own = useAnswer("api/ledger", question, version);
  const isOwn = own.data && own.asked === JSON.stringify({ changes, knockouts: true });
  const plainAll = useMembers(asks && plain.data ? NOTHING : null, book, version, 0);
  const ownAll = useMembers(isOwn && plainAll.data ? changes : null, book, version, REST);
  return useMemo(() => {
    const error = (changed ? ownTests.error ?? own.error : null) ?? plain.error;
    if (!plain.data) return { pending: true, error };
    // The whole ensemble, or its first members, but the same of both runs.
    const whole = plainAll.data && (!changed || ownAll.data);
    const [plainFew, ownFew] = whole ? [plainAll.data, ownAll.data] : [plainAll.part, ownAll.part];
    const several = plainFew && (!changed || ownFew);
    const untested = new Set(book.claims.filter((one) => one.untestable).map((one) => one.id));
    const read = (answer) => table(answer, !several && book.members > 0 ? untested : null);
    const before = read(several ? plainFew : plain.data);
    const progress = changed && plainAll.data ? ownAll.progress : plainAll.progress;
    const known = { error, before, changed, members: several ? plainFew.members : 0, whole: !!whole, progress };
    if (!changed) return { ...known, now: before, flips: new Map(), pending: plain.pending };
    if (isOwn) {
      const now = read(several ? ownFew : own.data);
      return { ...known, now, flips: differing(before, now), pending: false, failures: own.data.failures };
    }
    if (!ownTests.data || !plainTests.data) return { ...known, now: before, flips: null, pending: true };
    // By the tests alone: what differs is shown, the rest stays as it was until the knock-outs are in.
    const now = read(ownTests.data);
    const flips = differing(read(plainTests.data), now);
    const mixed = new Map([...before].map(([id, one]) => [id, flips.has(id) ? now.get(id) : { ...one, numbers: now.get(id)?.numbers ?? one.numbers }]));
    return { ...known, now: mixed, flips, pending: ownTests.pending, failures: ownTests.data.failures };
  }, [plain, plainTests, ownTests, own, isOwn, plainAll, ownAll, changed]);
}

/** Claims whose verdicts differ: id to both. */
function differing(before, now) {
  const both = [...now].filter(([id, one]) => before.has(id) && before.get(id).verdict !== one.verdict);
  return new Map(both.map(([id, one]) => [id, [before.get(id).verdict, one.verdict]]));
}

/** A value once it has stayed the same for so long; at once when it becomes nothing. */
function useRested(value, rest) {
  const [held, setHeld] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setHeld(value), rest);
    return () => clearTimeout(timer);
  }, [text]);
  return held;
}

/** The verdicts by the whole ensemble; another question ends the work on the one before. */
function useMembers(changes, book, version, rest) {
  const [state, setState] = useState({ data: null, part: null, progress: null });
  const text = changes === null ? null : JSON.stringify(changes);
  useEffect(() => {
    if (text === null || !book?.members) { setState({ data: null, part: null, progress: null }); return; }
    const stop = new AbortController();
    setState({ data: null, part: null, progress: null });
    const go = async () => {
      try {
        const question = { changes: JSON.parse(text), members: book.members, knockouts: true };
        let told = 0;
        // The whole page hears of progress: a few times a second is enough.
        const progress = (done, of) => {
          if (performance.now() - told < 400) return;
          told = performance.now();
          setState((old) => ({ ...old, progress: done / of }));
        };
        const part = (data) => setState({ data: null, part: data, progress: 0 });
        const data = await askMembers(question, { onProgress: progress, onPart: part }, stop.signal);
        setState((old) => ({ data, part: old.part, progress: null }));
      } catch (error) {
        if (error.name === "AbortError") return;
        if (!(error instanceof Trouble) && !(error instanceof TypeError)) throw error;
        setState({ data: null, part: null, progress: null, error: error.message });
      }
    };
    const timer = setTimeout(go, rest);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text, version, book?.hash]);
  return state;
}
