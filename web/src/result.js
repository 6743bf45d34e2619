// What the page shows of a run: the output as it comes, then all that is known of it.

import { el } from "./dom.js";

const MOST_SHOWN = 200_000;

export class Result {
  constructor(label) {
    this.printed = document.createTextNode("");
    this.samp = el("samp", {}, this.printed);
    this.pre = el("pre", { tabindex: "0", "aria-label": `Output of ${label}` }, this.samp);
    this.title = el("p", { class: "snippet-output-title" }, "Output of your run");
    this.output = el("div", { class: "snippet-output" }, this.title, this.pre);
    this.element = el("div", { class: "snippet-result" }, this.output);
    this.waiting = "";
  }

  /** Add printed text; the page is touched once a frame, however much is printed. */
  add(text) {
    if (!this.waiting) requestAnimationFrame(() => this.#flush());
    this.waiting += text;
  }

  /** Show how the run went; `shown` is what `import_asyncio.browser.run` says of it. */
  finish(shown) {
    this.waiting = "";
    this.printed.data = shown.printed.slice(0, MOST_SHOWN);
    if (shown.last_words) {
      this.samp.append(el("span", { class: "snippet-ending" }, `${shown.last_words}\n`));
    }
    if (!shown.printed && !shown.last_words && !shown.stopped) this.#silence();
    if (shown.stopped) this.stop(shown.stopped);
    if (shown.stderr) this.#text("Standard error", shown.stderr, true);
    if (shown.traceback) this.#text("Traceback", shown.traceback, false);
    if (shown.hint) this.element.append(el("p", { class: "snippet-stopped" }, shown.hint));
    if (shown.timeline) this.draw("snippet-timeline", shown.timeline, shown.words);
  }

  /** Say why the run did not go on; what was printed stays. */
  stop(why) {
    this.#flush();
    this.element.append(el("p", { class: "snippet-stopped" }, sentence(why)));
  }

  /** Show a picture that the stage drew, and on demand what it says in words. */
  draw(name, svg, words) {
    this.element.append(picture(name, svg, words));
  }

  #flush() {
    this.printed.data = (this.printed.data + this.waiting).slice(0, MOST_SHOWN);
    this.waiting = "";
  }

  #silence() {
    this.samp.append(el("span", { class: "snippet-silence" }, "(prints nothing)"));
  }

  #text(title, text, open) {
    this.element.append(
      el(
        "details",
        { class: "snippet-more", open },
        el("summary", {}, title),
        el("pre", { tabindex: "0", "aria-label": title }, el("samp", {}, text)),
      ),
    );
  }
}

/** Make a figure of a picture that the stage drew; what it says in words is folded. */
export function picture(name, svg, words) {
  const box = el("div", { class: "stage-picture", tabindex: "0" });
  box.innerHTML = svg;
  const told = el("details", { class: "snippet-words" }, el("summary", {}, "In words"), el("p", {}, words));
  return el("figure", { class: name }, box, told);
}

/** Begin with a capital and end with a full stop, as in running text. */
export function sentence(words) {
  const text = words[0].toUpperCase() + words.slice(1);
  return /[.?!]$/.test(text) || text.includes("\n") ? text : `${text}.`;
}
