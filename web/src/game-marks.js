// Marks in a program on the page the lines on which its tasks stand.

import { el } from "./dom.js";

export class Marks {
  /**
   * @param {HTMLElement | null} code the program, if it is on the page
   * @param {number} hidden how many lines of the file stand before the first that is shown
   */
  constructor(code, hidden) {
    this.code = code;
    this.hidden = hidden;
    this.layer = el("div", { class: "game-lines", "aria-hidden": "true" });
  }

  /** Show where tasks stand; `stands` are their last moves, `latest` those that came just now. */
  show(stands, latest) {
    this.clear();
    if (!this.code?.getClientRects().length) return;
    const block = this.code.parentElement;
    const top = block.getBoundingClientRect().top;
    const at = new Map();
    for (const move of stands) {
      if (move.line) at.set(move.line, [...(at.get(move.line) ?? []), move]);
    }
    for (const [line, moves] of at) {
      const place = rectangle(this.code, line - this.hidden);
      if (!place) continue;
      const isNew = moves.some((move) => latest.includes(move)) ? " game-line--new" : "";
      const names = moves.map(({ task }) => el("span", {}, task));
      const mark = el("div", { class: `game-line${isNew}` }, ...names);
      mark.style.top = `${place.top - top}px`;
      mark.style.height = `${place.height}px`;
      this.layer.append(mark);
    }
    block.classList.add("game-marked");
    block.append(this.layer);
  }

  clear() {
    this.layer.replaceChildren();
    this.layer.remove();
  }
}

/** Return where the first character of a line stands; null where there is no such line. */
function rectangle(code, line) {
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let left = line - 1;
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    for (let at = 0; at < node.data.length; at++) {
      if (left === 0 && node.data[at] !== "\n") {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      }
      if (node.data[at] === "\n") left--;
    }
  }
  return null;
}
