// The parts of CodeMirror 6 that the editor of declarations uses.
export {EditorView, keymap, lineNumbers, highlightActiveLine, drawSelection, hoverTooltip} from "@codemirror/view";
export {EditorState, Compartment} from "@codemirror/state";
export {linter, setDiagnostics, lintGutter, lintKeymap} from "@codemirror/lint";
export {StreamLanguage, syntaxHighlighting, HighlightStyle} from "@codemirror/language";
export {autocompletion, completionKeymap, startCompletion} from "@codemirror/autocomplete";
export {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
export {tags} from "@lezer/highlight";
