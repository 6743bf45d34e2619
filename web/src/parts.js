// The parts of a page that the build makes too, from the same markup: `guide/parts.html`.

import markup from "../../src/import_asyncio/guide/parts.html";

const PLACE = /\{(\w+)\}/;
const templates = new DOMParser().parseFromString(markup, "text/html");

/** Make a part of a page; a value is a text, a node, or several of them. */
export function part(name, values = {}) {
  const element = document.importNode(templates.getElementById(name).content.firstChild, true);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const pieces = text.data.split(PLACE).flatMap((piece, at) => (at % 2 ? values[piece] : piece));
    text.replaceWith(...pieces.filter((piece) => piece !== ""));
  }
  return element;
}

/** Make the box of what a program prints into the node `printed`. */
export function output(title, printed) {
  return part("output", { title, body: printed });
}

/** Make the row above a program. */
export function head(name) {
  return part("head", { file: name, badges: [] });
}

/** Make the row of what there is to do with a program. */
export function bar() {
  return part("bar", { links: [] });
}

/** Make the picture of a run with its legend, and under it the same in words, folded. */
export function timeline(svg, signs, words) {
  const picture = [part("picture", { svg }), part("key", { signs })];
  return part("timeline", { picture, words: inWords(words) });
}

/** Make the picture of every order, what there is to remark, and the same in words, folded. */
export function orders(drawn, signs, remarks, words) {
  const picture = [drawn, part("key", { signs })];
  const more = remarks.map((remark) => part("remark", { words: remark }));
  return part("orders", { picture, more, words: inWords(words) });
}

function inWords(words) {
  const content = words.split("\n").map((line) => part("sentence", { words: line }));
  return part("folded", { title: "In words", content });
}
