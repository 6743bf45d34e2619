// The page "Playground": an empty editor, and every snippet to start from.

import { addCopy } from "./copy.js";
import { el } from "./dom.js";
import { bar, head } from "./parts.js";

const EMPTY = "playground";
const START = `import asyncio


async def main():
    await asyncio.sleep(1)


asyncio.run(main())
`;

/** Fill the playground; `show(root, source)` makes a snippet of an element. */
export async function fill(place, url, wanted, show) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const snippets = await response.json();
  const chosen = snippets.find(({ name }) => name === wanted);
  const name = chosen ? chosen.name : EMPTY;
  const source = chosen ? chosen.source : START;
  const code = el("div", { class: "highlight" }, el("pre", { tabindex: "0" }, el("code", {}, source)));
  const body = el("div", { class: "snippet-body" }, head(`${name.split("/").pop()}.py`), code, bar());
  const root = el("div", { class: "snippet", "data-snippet": name }, body);
  place.replaceChildren(heading(chosen), root, list(snippets, name));
  const snippet = show(root, source);
  addCopy(root.querySelector(".snippet-head"), "Copy", () => snippet.text);
  await snippet.opened;
  if (!snippet.editor) await snippet.edit();
  return snippet;
}

function heading(chosen) {
  if (!chosen) return el("p", {}, "An empty program.");
  const anew = el("a", { href: `#snippet=${EMPTY}` }, "Start with an empty program");
  return el("p", {}, el("strong", {}, chosen.name), ` ${chosen.about} `, anew);
}

function list(snippets, current) {
  const topics = [...new Set(snippets.map(topicOf))];
  return el(
    "nav",
    { class: "playground-list", "aria-label": "Snippets" },
    el("h2", {}, "Every snippet"),
    ...topics.map((topic) =>
      el(
        "details",
        { class: "snippet-more", open: current.startsWith(`${topic}/`) },
        el("summary", {}, topic),
        el("ul", {}, ...snippets.filter((one) => topicOf(one) === topic).map(item)),
      ),
    ),
  );
}

function topicOf({ name }) {
  return name.split("/")[0];
}

function item({ name, about }) {
  return el("li", {}, el("a", { href: `#snippet=${name}` }, name.split("/").pop()), ` ${about}`);
}
