// Answers of the server as parts of components use them.
import { useEffect, useRef, useState, createContext, useContext } from "../vendor/preact.js";
import { ask, get, Trouble } from "./api.js";

/** What every part of the page may see: the book, the state of the address, ways to change it. */
export const Page = createContext(null);
export const usePage = () => useContext(Page);

const EMPTY = { data: null, error: null, pending: true };

/**
 * The answer to a question, asked again whenever `question` is another. While a new answer is
 * awaited the old one stays, so that nothing jumps. At most one question is on its way; of those
 * that come meanwhile only the last is asked, so that a slider never piles up runs.
 */
export function useAnswer(path, question, version = 0) {
  const [state, setState] = useState(EMPTY);
  const run = useRef({ busy: false, next: null, alive: true });
  const text = question === null ? null : question === "" ? "" : JSON.stringify(question);
  useEffect(() => () => { run.current.alive = false; }, []);
  useEffect(() => {
    if (text === null) { setState({ data: null, error: null, pending: false }); return; }
    const own = run.current;
    own.alive = true;
    const go = async (path, text) => {
      own.busy = true;
      if (own.alive) setState((old) => ({ ...old, pending: true }));
      const began = performance.now();
      try {
        const data = await (text === "" ? get(path) : ask(path, JSON.parse(text)));
        if (own.alive && !own.next) setState({ data, asked: text, error: null, pending: false, took: performance.now() - began });
      } catch (error) {
        if (!(error instanceof Trouble) && !(error instanceof TypeError)) throw error;
        const words = error instanceof Trouble ? error.message : "the server does not answer: is `interregnum serve` still running?";
        if (own.alive && !own.next) setState((old) => ({ ...old, error: words, pending: false }));
      } finally {
        own.busy = false;
        const next = own.next;
        own.next = null;
        if (next && own.alive) go(...next);
      }
    };
    if (own.busy) own.next = [path, text]; else go(path, text);
  }, [path, text, version]);
  return state;
}

/** The answer to a plain address. */
export const useGet = (path, version = 0) => useAnswer(path ?? "", path === null ? null : "", version);
