// The editor, loaded on the first Edit: CodeMirror in the site's colours.
// It lives in a shadow root, where its style sheets need no exception in a content security policy.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const color = (name) => ({ color: `var(--md-code-hl-${name}-color)` });

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], ...color("keyword") },
  { tag: [tags.definitionKeyword, tags.moduleKeyword], ...color("keyword") },
  { tag: [tags.string, tags.special(tags.string)], ...color("string") },
  { tag: tags.number, ...color("number") },
  { tag: [tags.bool, tags.null], ...color("constant") },
  { tag: tags.comment, ...color("comment") },
  { tag: tags.function(tags.definition(tags.variableName)), ...color("function") },
  { tag: tags.definition(tags.className), ...color("function") },
  { tag: tags.meta, ...color("special") },
  { tag: tags.operator, ...color("operator") },
]);

const theme = EditorView.theme({
  "&": {
    backgroundColor: "var(--md-code-bg-color)",
    color: "var(--md-code-fg-color)",
    fontSize: "0.85em",
    outlineOffset: "-1px",
  },
  "&.cm-focused": { outline: "2px solid var(--md-accent-fg-color)" },
  ".cm-scroller": {
    fontFamily: "var(--md-code-font-family, ui-monospace, monospace)",
    lineHeight: "1.4",
  },
  ".cm-content": { caretColor: "var(--md-code-fg-color)", padding: "0.7em 0", tabSize: "4" },
  ".cm-gutters": {
    backgroundColor: "var(--md-code-bg-color)",
    color: "var(--md-default-fg-color--light)",
    borderRight: "1px solid var(--md-default-fg-color--lightest)",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "transparent",
    boxShadow: "inset 2px 0 var(--md-default-fg-color--light)",
  },
  ".cm-cursor": { borderLeftColor: "var(--md-code-fg-color)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--md-code-hl-color)", opacity: "0.3" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--md-code-fg-color)",
  },
  ".cm-diagnostic": { color: "var(--md-default-fg-color)" },
  ".cm-tooltip": {
    backgroundColor: "var(--md-default-bg-color)",
    borderColor: "var(--md-default-fg-color--lighter)",
  },
});

/**
 * Put an editor into `host`; returns what the snippet does with it.
 *
 * @param {HTMLElement} host an empty element
 * @param {object} options
 * @param {string} options.text
 * @param {string} options.label what a screen reader calls it
 * @param {(text: string) => void} options.onChange
 * @param {() => void} options.onRun
 */
export function edit(host, { text, label, onChange, onRun }) {
  const root = host.attachShadow({ mode: "open" });
  const run = () => {
    onRun();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("    "),
        bracketMatching(),
        python(),
        syntaxHighlighting(highlighting),
        theme,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        keymap.of([
          { key: "Mod-Enter", run },
          indentWithTab,
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
          ...historyKeymap,
        ]),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    replace: (text) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    mark(numbers, message) {
      const { doc } = view.state;
      const lines = numbers.filter((number) => number <= doc.lines).map((number) => doc.line(number));
      const diagnostics = lines.map(({ from, to, text }) => ({
        from: from + text.search(/\S|$/),
        to,
        severity: "error",
        message,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    close: () => view.destroy(),
  };
}
