// The controls of one snippet: Run, Stop, Edit, Reset, Share.

import { el } from "./dom.js";
import { Draft } from "./drafts.js";
import { dedented } from "./indentation.js";
import { CannotStart, Ended } from "./python.js";
import { Result, sentence } from "./result.js";
import { linkTo } from "./share.js";
import { Strip } from "./strip.js";

const STOP_AFTER = 100;
const LONGEST_ENDING = 200;
const STATIC = [".snippet-side", ".snippet-timeline", ".snippet-fold", ".snippet-missing"]
  .map((part) => `:scope > ${part}`)
  .join();
const SHEET = ".snippet-timeline .stage-sheet > svg";
const KEYS = "Tab indents. Esc, then Tab, leaves the editor. Ctrl+Enter runs.";

export class Snippet {
  /**
   * @param {HTMLElement} root the snippet on the page
   * @param {string} source the program as it is in its file
   * @param {object} site what all snippets share
   * @param {import("./python.js").Python} site.python
   * @param {() => Promise<object>} site.loadEditor
   * @param {number} site.bytes what the first Run fetches
   * @param {() => void} site.onFirstRun
   */
  constructor(root, source, site) {
    this.root = root;
    this.name = root.dataset.snippet;
    this.filename = `${this.name.split("/").pop()}.py`;
    this.source = source;
    this.site = site;
    this.code = root.querySelector(".highlight");
    this.body = root.querySelector(".snippet-body");
    this.bar = root.querySelector(".snippet-bar");
    this.layout = this.body.dataset.picture;
    this.static = [...this.body.querySelectorAll(STATIC)];
    this.editor = null;
    this.result = null;
    this.#addControls();
    const program = { source, filename: this.filename, values: this.#valuesInOrders() };
    this.#openStrip(this.#ordersOnPage(), program, "chosen");
    this.draft = new Draft(this.name);
    this.opened = this.#openDraft("Your text from last time. Reset brings the file back.");
  }

  get text() {
    return this.editor ? this.editor.text() : this.source;
  }

  /** Say something where it is seen: what folds the program is opened. */
  say(words) {
    this.status.textContent = words;
    for (let fold = this.body; words && (fold = fold.closest("details:not([open])")); ) fold.open = true;
  }

  /** Open the editor on `text`. */
  async edit(text = this.source) {
    if (this.editor) this.closeEditor();
    const host = el("div", { class: "snippet-editor" });
    let module;
    try {
      module = await this.site.loadEditor();
    } catch (problem) {
      this.say(`The editor could not be loaded: ${problem.message}. Is the network there?`);
      return;
    }
    if (this.editor) return;
    this.say("");
    this.code.after(host);
    this.editor = module.edit(host, {
      text,
      label: `Program ${this.filename}`,
      onChange: (now) => this.#changed(now),
      onRun: () => this.run(),
    });
    this.host = host;
    this.code.hidden = true;
    this.keys.hidden = false;
    this.buttons.edit.hidden = true;
    this.buttons.reset.hidden = false;
  }

  closeEditor() {
    this.editor.close();
    this.host.remove();
    this.editor = null;
    this.code.hidden = false;
    this.keys.hidden = true;
    this.buttons.edit.hidden = false;
  }

  run() {
    return this.#perform("run", { values: this.root.dataset.values ?? "[]" }, "Running…");
  }

  /** Try every order in which answers can arrive, judged by the outcomes that the page names. */
  tryOrders() {
    const named = this.#ordersOnPage()?.dataset.outcomes;
    const more = { outcomes: JSON.parse(named ?? "{}"), values: this.#valuesInOrders() };
    return this.#perform("orders", more, "Trying orders…");
  }

  /** What the result stands after: the notes, or the row of buttons. */
  get #last() {
    return this.body.querySelector(":scope > .snippet-notes") ?? this.bar;
  }

  #ordersOnPage() {
    const orders = `.snippet-orders[data-orders="${this.name}"]`;
    return document.querySelector(`${orders}:not([data-cancel])`);
  }

  #valuesInOrders() {
    return this.#ordersOnPage()?.dataset.values ?? "[]";
  }

  async #perform(kind, more, words) {
    this.editor?.mark([], "");
    const result = new Result();
    if (kind === "orders") result.putBelow();
    else result.keepPlaceOf(this.result?.parts() ?? this.static);
    this.result?.element.remove();
    this.result = result;
    this.#showStatic(kind === "orders" && this.text === this.source);
    this.#last.after(result.element);
    this.#working(true);
    this.say("Starting Python…");
    const { text: source, filename } = this;
    const prefix = this.#prefix(kind);
    let fetched = 0;
    let started = 0;
    try {
      const told = await this.site.python.perform(
        { [kind]: { source, filename, prefix, ...more } },
        {
          onFetched: (bytes) => this.say(progress((fetched += bytes), this.site.bytes)),
          onStart: () => {
            started = performance.now();
            result.clear();
            this.say(words);
          },
          onOutput: (text) => result.add(text),
          onOrders: (runs, orders) => this.say(`${runs} runs, ${orders} orders so far…`),
          onRan: (shown) => this.#showRan(shown, performance.now() - started),
        },
      );
      if (kind === "run") this.#draw(told, prefix);
      else this.#finishOrders(told, prefix, { source, filename, values: more.values });
      this.site.onFirstRun();
    } catch (problem) {
      if (this.result === result) this.#fail(problem, result);
    } finally {
      if (this.result === result) this.#working(false);
    }
  }

  stop() {
    this.site.python.stop();
  }

  /** Show the program of a link beside the reader's own text, which is kept. */
  async openLink(source) {
    await this.opened;
    const own = this.draft.text !== null;
    this.draft = new Draft(this.name, source);
    await this.edit(this.draft.text ?? source);
    if (!this.editor) return;
    const words = this.draft.text === null ? "" : " It is as you changed it last time.";
    const back = own ? " Your own text is kept: Reset brings it back." : "";
    this.say(`This program came with the link. It has not run.${words}${back}`);
  }

  /** Bring the file back, and what it printed; from a link first the reader's own text. */
  async reset() {
    this.stop();
    this.draft.forget();
    if (this.editor) this.closeEditor();
    this.result?.element.remove();
    this.result = null;
    if (this.layout) this.body.dataset.picture = this.layout;
    this.#showStatic(true);
    this.buttons.reset.hidden = true;
    if (this.draft.link !== null) {
      this.draft = new Draft(this.name);
      await this.#openDraft("Your own text is back. Reset brings the file back.");
      if (this.editor) return this.editor.focus();
    }
    this.say("The program is as it was.");
    this.buttons.edit.focus();
  }

  async share() {
    const link = await linkTo(location, this.name, this.text);
    this.link.value = link;
    try {
      await navigator.clipboard.writeText(link);
      this.link.hidden = true;
      this.say("Link copied. It opens this program and runs nothing.");
    } catch {
      this.link.hidden = false;
      this.link.select();
      this.say("Copy this link. It opens this program and runs nothing.");
    }
  }

  #addControls() {
    const button = (words, onclick, hidden = false) =>
      el("button", { type: "button", class: "snippet-button", onclick, hidden }, words);
    this.buttons = {
      run: button("Run", () => this.run()),
      stop: button("Stop", () => this.stop(), true),
      orders: button("Every order", () => this.tryOrders()),
      edit: button("Edit", () => this.edit().then(() => this.editor?.focus())),
      reset: button("Reset", () => this.reset(), true),
      share: button("Share", () => this.share()),
    };
    const { run, stop, orders, edit, reset, share } = this.buttons;
    run.classList.add("snippet-button--main");
    this.status = el("span", { class: "snippet-status", role: "status" });
    this.link = el("input", {
      class: "snippet-link",
      readonly: true,
      hidden: true,
      "aria-label": "Link to this program",
    });
    this.keys = el("p", { class: "snippet-keys", hidden: true }, KEYS);
    this.controls = el(
      "div",
      { class: "snippet-controls", role: "group", "aria-label": `Try ${this.filename}` },
      run,
      stop,
      edit,
      reset,
      this.status,
    );
    this.bar.prepend(this.controls);
    this.bar.append(this.link, this.keys);
    this.bar.querySelector(".snippet-rest").prepend(orders, share);
  }

  async #openDraft(words) {
    const { text } = this.draft;
    if (text === null) return;
    await this.edit(text);
    if (this.editor) this.say(words);
  }

  #changed(text) {
    const original = this.draft.link ?? this.source;
    if (text === original) this.draft.forget();
    else {
      const problem = this.draft.save(text);
      if (problem) this.say(problem);
    }
  }

  /** Show Stop while Python works, but not for a blink. */
  #working(yes) {
    clearTimeout(this.soon);
    this.buttons.reset.hidden = false;
    if (yes) {
      this.soon = setTimeout(() => (this.buttons.stop.hidden = false), STOP_AFTER);
      return;
    }
    if (document.activeElement === this.buttons.stop) this.buttons.run.focus();
    this.buttons.stop.hidden = true;
  }

  #showStatic(yes) {
    for (const part of this.static) part.hidden = !yes;
  }

  /** Draw the run; a picture that is wider than the page's own gets the place below the program. */
  #draw(told, prefix) {
    this.result.drawTimeline(told, prefix, this.body.querySelector(":scope > .snippet-fold"));
    const own = this.body.querySelectorAll(`:scope > ${SHEET}`);
    const fits = widthOf(this.result.element.querySelectorAll(SHEET)) <= widthOf(own);
    if (this.layout) this.body.dataset.picture = fits ? this.layout : "large";
  }

  #showRan(shown, milliseconds) {
    this.result.finish(shown);
    if (shown.stopped) this.say("Stopped by a limit.");
    else {
      const time = `Done in ${Math.ceil(milliseconds)} ms${virtual(shown.seconds)}`;
      this.say(`${time}; ${printed(shown.printed)}${ending(shown)}.`);
    }
    this.editor?.mark(shown.lines, shown.last_words || shown.ending);
    this.#offerToMend(shown);
  }

  /** Where a line was deleted that others were indented under, offer to move these left. */
  #offerToMend({ ending, lines }) {
    if (ending !== "IndentationError") return;
    const mended = dedented(this.text, lines[0]);
    if (!mended) return;
    const { text, first, last, by } = mended;
    const mend = async () => {
      if (this.editor) this.editor.replace(text);
      else await this.edit(text);
      this.say(`${span(first, last)} moved left by ${by} spaces. Run it again.`);
      this.buttons.run.focus();
    };
    this.result.offer(`Move ${span(first, last).toLowerCase()} left by ${by} spaces`, mend);
  }

  #finishOrders(told, prefix, program) {
    if (told.stopped) {
      this.say("The orders cannot be tried.");
      this.result.stop(told.stopped);
      this.editor?.mark(told.lines, told.stopped);
      this.#offerToMend(told);
    } else {
      this.say(told.sentence);
      this.result.finishOrders(told, prefix);
      this.#openStrip(this.result.element, program, "chosen-edited");
    }
  }

  /** Let a reader choose an order where the orders of a program are a strip. */
  #openStrip(where, program, prefix) {
    const strip = where?.querySelector(".orders-strip");
    if (strip) new Strip(strip, program, this.#prefix(prefix), this.site.python);
  }

  #prefix(kind) {
    return `${kind}-${this.name.replace("/", "-")}`;
  }

  #fail(problem, result) {
    if (problem instanceof CannotStart) {
      this.say("Python could not be started.");
      result.stop(`Python could not be started here: ${problem.message}. The page is whole without it.`);
      this.#showStatic(true);
      result.putBelow();
    } else if (problem instanceof Ended) {
      this.say("Stopped.");
      result.stop(problem.message);
    } else {
      throw problem;
    }
  }
}

/** Return how wide a picture is; the names of its lanes stand beside the rest of it. */
function widthOf(parts) {
  return [...parts].reduce((sum, part) => sum + Number(part.getAttribute("width")), 0);
}

function progress(fetched, all) {
  const percent = Math.min(100, Math.round((100 * fetched) / all));
  return percent < 100 ? `Fetching Python, once: ${percent} %` : "Starting Python…";
}

function printed(text) {
  const lines = text.split("\n").length - (text.endsWith("\n") || !text ? 1 : 0);
  if (!lines) return "it prints nothing";
  return lines === 1 ? "it prints 1 line" : `it prints ${lines} lines`;
}

function ending({ ending, last_words }) {
  if (!ending) return "";
  if (ending === "deadlock") return " and ends in a deadlock";
  const words = last_words.split("\n").find((line) => line.startsWith(ending)) ?? ending;
  return ` and ends in ${words.slice(0, LONGEST_ENDING)}`;
}

function span(first, last) {
  return first === last ? `Line ${first}` : `Lines ${first} to ${last}`;
}

function virtual(seconds) {
  return seconds ? `; on the program's clock ${Number(seconds.toFixed(6))} s` : "";
}
