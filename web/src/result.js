// What the page shows of a run: the output as it comes, then all that is known of it.

import { el } from "./dom.js";
import { orders, output, part, timeline } from "./parts.js";
import { built } from "./picture.js";

const MOST_SHOWN = 200_000;

export class Result {
  constructor() {
    this.printed = document.createTextNode("");
    this.output = output("Output of your run", this.printed);
    this.side = el("div", { class: "snippet-side" }, this.output);
    this.place = el("div", { class: "snippet-place" });
    this.element = el("div", { class: "snippet-result" }, this.side, this.place);
    this.waiting = "";
  }

  /** The parts that stand where the page's own output and picture stood. */
  parts() {
    return [...this.element.children];
  }

  /** Be as tall as what is shown now, so that nothing moves before there is something to show. */
  keepPlaceOf([side, picture]) {
    this.side.style.minHeight = `${side?.offsetHeight ?? 0}px`;
    this.place.style.minHeight = `${picture?.offsetHeight ?? 0}px`;
  }

  /** Stand below the page's own output and picture, which stay, and say no output. */
  putBelow() {
    this.output.remove();
    this.#release();
    this.element.classList.add("snippet-result--below");
  }

  /** Add printed text; the page is touched once a frame, however much is printed. */
  add(text) {
    if (!this.waiting) requestAnimationFrame(() => this.#flush());
    this.waiting += text;
  }

  /** Forget what was printed: the program begins anew. */
  clear() {
    this.waiting = "";
    this.printed.data = "";
  }

  /** Show how the run went; `shown` is what `import_asyncio.browser.run` says of it. */
  finish(shown) {
    this.waiting = "";
    this.printed.data = shown.printed.slice(0, MOST_SHOWN);
    if (shown.last_words) this.printed.after(part("ending", { words: `${shown.last_words}\n` }));
    if (!shown.printed && !shown.last_words && !shown.stopped) this.printed.after(part("silence"));
    if (shown.stopped) this.stop(shown.stopped);
    if (shown.stderr) this.#text("Standard error", shown.stderr, true);
    if (shown.traceback) this.#text("Traceback", shown.traceback, false);
    if (shown.hint) this.#remark(shown.hint);
  }

  /**
   * Show the picture of the run; `told` is null where none could be drawn. It is folded as that of
   * the page is, where this one is in the fold `folded`.
   */
  drawTimeline(told, prefix, folded = null) {
    this.#release();
    if (told === null) this.#remark("The picture is left out: it took too long to draw.");
    else if (told.picture) this.#draw(() => inFold(timelineOf(told, prefix), folded));
    for (const words of told?.remarks ?? []) this.#remark(sentence(words));
  }

  /** Show every order of the program; `told` is what `import_asyncio.browser.orders` says. */
  finishOrders({ picture, legend, remarks, words }, prefix) {
    this.#draw(() => orders(built(picture, prefix), built(legend, prefix), remarks, words));
  }

  /** Offer the reader to do something about how the run went. */
  offer(words, onclick) {
    const button = el("button", { type: "button", class: "snippet-button", onclick }, words);
    this.side.append(el("p", { class: "snippet-offer" }, button));
  }

  /** Say why the run did not go on; what was printed stays. */
  stop(why) {
    this.#flush();
    this.#release();
    this.#remark(sentence(why));
  }

  #draw(figure) {
    try {
      this.element.append(figure());
    } catch (problem) {
      this.#remark(`The picture is left out: ${problem.message}.`);
    }
  }

  #remark(words) {
    this.side.append(el("p", { class: "snippet-stopped" }, words));
  }

  /** Give back the place that was kept. */
  #release() {
    this.side.style.minHeight = "";
    this.place.remove();
  }

  #flush() {
    this.printed.data = (this.printed.data + this.waiting).slice(0, MOST_SHOWN);
    this.waiting = "";
  }

  #text(title, text, open) {
    this.side.append(
      el(
        "details",
        { class: "snippet-more", open },
        el("summary", {}, title),
        el("pre", { tabindex: "0" }, el("samp", {}, text)),
      ),
    );
  }
}

/** Fold a figure as `folded` is; where there is none, leave it as it is. */
function inFold(content, folded) {
  if (!folded) return content;
  const fold = part("fold", { title: folded.querySelector("summary").textContent, content });
  fold.open = folded.open;
  fold.addEventListener("toggle", () => (folded.open = fold.open));
  return fold;
}

/** Make the figure of a timeline that the stage drew, with its legend. */
export function timelineOf({ picture, legend, words }, prefix) {
  return timeline(built(picture, prefix), built(legend, prefix), words);
}

/** Begin with a capital and end with a full stop, as in running text. */
export function sentence(words) {
  const text = words[0].toUpperCase() + words.slice(1);
  return /[.?!]$/.test(text) || text.includes("\n") ? text : `${text}.`;
}
