// The editor of a declaration: CodeMirror with the notation's colours, findings under the words,
// names to complete.
import {
  EditorView, EditorState, HighlightStyle, StreamLanguage, autocompletion, completionKeymap, defaultKeymap,
  drawSelection, history, historyKeymap, keymap, lintKeymap, setDiagnostics, syntaxHighlighting, tags,
} from "../vendor/codemirror.js";

const KEYWORDS = /^(stock|flow|auxiliary|parameter|lookup|input|dimension|mechanism|lever|series|claim|macro)\b/;
const INNER = /^(initial|in|out|range|distribution|assumed|provisional|by|of|off|from|until|file|between|because|non-negative|beyond|test|fails|without|with|report)\b/;
const WORDS = /^(if|then|else|and|or|not|mod)\b/i;

const notation = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return "comment";
    if (stream.match(/^"[^"]*"?/)) return "string";
    if (stream.match(/^\[[^\]]*\]/)) return "typeName";
    if (stream.match(/^(¶\d+|@\w+|note \d+|table \d+)/)) return "link";
    if (stream.match(/^\d+(\.\d+)?(e[+-]?\d+)?/i)) return "number";
    if (stream.sol() && stream.match(KEYWORDS)) return "keyword";
    if (stream.match(WORDS) || stream.match(INNER)) return "keyword";
    if (stream.match(/^[a-z_]\w*(?=\()/i)) return "name.function";
    if (stream.match(/^[a-z_][\w-]*/i)) return "name";
    stream.next();
    return "operator";
  },
  tokenTable: { "name.function": tags.function(tags.variableName) },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--holds)" },
  { tag: tags.typeName, color: "var(--depends)" },
  { tag: tags.link, color: "var(--unexplained)" },
  { tag: tags.number, color: "var(--changed)" },
  { tag: tags.function(tags.variableName), color: "var(--unexplained)" },
]);

const look = EditorView.theme({
  ".cm-content": { caretColor: "var(--ink)", padding: "10px 6px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 25%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--card)", borderColor: "var(--line)", color: "var(--ink)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--paper)" },
  ".cm-diagnostic": { fontFamily: "var(--sans)" },
});

/** An editor in a box; `changed` hears every new text. */
export function editor(parent, text, book, changed) {
  const names = book.variables.map((one) => ({ label: one.name, type: "variable", detail: one.unit, info: one.note || undefined }));
  const complete = (context) => {
    const word = context.matchBefore(/[a-z_][\w ]*/i);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const begun = word.text.trimStart();
    const last = begun.split(/\s+/).at(-1);
    // Names are several words: those that begin with all that stands before, else with the last word.
    const whole = names.some((one) => one.label.toLowerCase().startsWith(begun.toLowerCase()));
    return { from: whole ? word.to - begun.length : word.to - last.length, options: names, validFor: /^[\w ]*$/ };
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(), drawSelection(), notation, syntaxHighlighting(colours), look, EditorView.lineWrapping,
        autocompletion({ override: [complete], activateOnTypingDelay: 250 }),
        keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-label": "The declaration", spellcheck: "false" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) changed(update.state.doc.toString()); }),
      ],
    }),
  });
  return {
    destroy: () => view.destroy(),
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    show: (findings) => {
      const length = view.state.doc.length;
      const inside = findings.filter((one) => one.span).map((one) => ({
        from: Math.min(one.span.from, length),
        to: Math.min(Math.max(one.span.until, one.span.from), length),
        severity: one.severity,
        message: [one.message, one.label, ...one.help].filter(Boolean).join("\n"),
      }));
      view.dispatch(setDiagnostics(view.state, inside));
    },
  };
}
