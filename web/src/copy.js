// The button that copies code: always seen, and it says that it has copied.

import { el } from "./dom.js";

const SAID_FOR = 2000;

/**
 * Add the button to the row above some code.
 *
 * @param {Element} head
 * @param {string} words on the button
 * @param {() => string} text is what is copied
 */
export function addCopy(head, words, text) {
  const button = el("button", { type: "button", class: "snippet-button snippet-copy", "aria-live": "polite" }, words);
  button.addEventListener("click", async () => {
    button.textContent = await copied(text());
    setTimeout(() => (button.textContent = words), SAID_FOR);
  });
  head.append(button);
}

/** Return the lines that mend a program, without the words for who listens. */
export function addedLines(mended) {
  const lines = [...mended.querySelectorAll("ins")];
  return lines.map(({ firstChild, textContent }) => textContent.slice(firstChild.textContent.length)).join("");
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    return "Not allowed";
  }
}
