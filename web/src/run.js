// The one script that the pages name: finds the snippets and adds what a reader can do with them.
// Nothing of Python is fetched before the first Run, nothing of the editor before the first Edit.

import { addCopy, addedLines } from "./copy.js";
import { imported } from "./files.js";
import { Games } from "./games.js";
import * as offline from "./offline.js";
import * as playground from "./playground.js";
import { Python } from "./python.js";
import { read } from "./share.js";
import { Snippet } from "./snippet.js";
import css from "./style.css";
import { complete } from "./theme.js";

const at = (name) => new URL(name, import.meta.url).href;

const python = new Python(ASSETS.python);
const games = new Games(() => imported(ASSETS.game));
let snippets = [];
let first = true;
const KEPT = "Here is the program that came with the link. It has not run.";

const site = {
  python,
  bytes: ASSETS.bytes,
  loadEditor: () => imported(ASSETS.editor),
  onFirstRun() {
    if (first) offline.keep();
    first = false;
  },
};

function show(root, source) {
  const snippet = new Snippet(root, source, site);
  snippets.push(snippet);
  return snippet;
}

function playgroundPlace() {
  return document.querySelector("[data-playground]");
}

/** Decode the download link of a snippet: it holds the file as it is. */
function sourceOf(root) {
  const { href } = root.querySelector("a.snippet-download");
  const bytes = Uint8Array.from(atob(href.slice(href.indexOf(",") + 1)), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

async function open() {
  python.stop("the page was left");
  snippets = [];
  for (const root of document.querySelectorAll(".snippet")) {
    const source = sourceOf(root);
    const snippet = root.dataset.runs === "browser" ? show(root, source) : null;
    addCopy(root.querySelector(".snippet-head"), "Copy", () => snippet?.text ?? source);
  }
  for (const root of document.querySelectorAll(".snippet-mended")) {
    addCopy(root.querySelector(".snippet-head"), "Copy the mended lines", () => addedLines(root));
  }
  games.open();
  await follow();
}

/** Do what the link's fragment asks for: fill an editor, and say so. It never runs anything. */
async function follow() {
  games.follow(location.hash);
  const place = playgroundPlace();
  let wanted = null;
  try {
    wanted = await read(location.hash);
  } catch {
    const words = "The program in this link is damaged; ask for the link again.";
    const name = new URLSearchParams(location.hash.slice(1)).get("snippet");
    (snippets.find((snippet) => snippet.name === name) ?? snippets[0])?.say(words);
  }
  if (place && (wanted || !location.hash || !place.querySelector(".snippet"))) {
    python.stop("another program was opened");
    snippets = [];
    try {
      await playground.fill(place, at(ASSETS.snippets.name), wanted?.name, show);
    } catch (problem) {
      place.textContent = `The snippets could not be loaded: ${problem.message}. Is the network there?`;
    }
  }
  if (!wanted) return;
  const snippet = snippets.find(({ name }) => name === wanted.name);
  if (snippet) await openLink(snippet, wanted);
  else if (!place) location.assign(new URL("../../playground/" + location.hash, import.meta.url));
  else if (snippets.length) await openElsewhere(snippets[0], wanted);
}

async function openLink(snippet, { source }) {
  if (source === null) return;
  await snippet.openLink(source);
  snippet.root.scrollIntoView();
}

/** Open in the empty program what belongs to a snippet that is there no longer. */
async function openElsewhere(snippet, { name, source }) {
  if (source !== null) await snippet.openLink(source);
  snippet.say(`The guide has no snippet ${name} any more. ${source === null ? "" : KEPT}`);
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
new MutationObserver(complete).observe(document.body, { childList: true, subtree: true });
complete();
window.addEventListener("hashchange", follow);
if (window.document$) window.document$.subscribe(open);
else open();
