// A strip of orders, in which a reader chooses one and sees its timeline.

import { el } from "./dom.js";
import { CannotStart, Ended } from "./python.js";
import { sentence, timelineOf } from "./result.js";

export class Strip {
  /**
   * @param {HTMLElement} root the strip of bars
   * @param {object} program of which they are the orders
   * @param {string} program.source
   * @param {string} program.filename
   * @param {string} program.values what is watched, as JSON
   * @param {string} prefix begins every id in the timeline
   * @param {import("./python.js").Python} python
   */
  constructor(root, program, prefix, python) {
    this.bars = [...root.querySelectorAll(".orders-bar")];
    this.orders = Number(root.dataset.orders);
    this.share = Number(root.dataset.share);
    this.program = program;
    this.prefix = prefix;
    this.python = python;
    this.wanted = null;
    this.busy = false;
    this.slider = el("input", {
      type: "range",
      min: "1",
      max: String(this.bars.length),
      value: "1",
      "aria-label": "Order",
      oninput: () => this.choose(this.slider.value - 1),
      onclick: () => this.wanted === null && this.choose(this.slider.value - 1),
    });
    this.title = el("output", {}, "Choose an order: Python runs it here and draws its timeline.");
    this.place = el("div", { class: "orders-chosen-timeline" });
    this.element = el(
      "div",
      { class: "orders-chosen" },
      el("p", { class: "orders-chooser" }, this.slider, this.title),
      this.place,
    );
    root.addEventListener("click", ({ target }) => {
      const bar = target.closest(".orders-bar");
      if (bar) this.choose(this.bars.indexOf(bar));
    });
    root.classList.add("orders-strip--open");
    root.closest(".orders").querySelector(".orders-caption").after(this.element);
  }

  /** Mark an order, and show its timeline once those that were asked for before are done with. */
  async choose(number) {
    this.slider.value = number + 1;
    for (const bar of this.bars) bar.classList.toggle("orders-bar--chosen", bar === this.bars[number]);
    this.wanted = number;
    this.#say();
    if (this.busy) return;
    this.busy = true;
    try {
      for (let shown = null; shown !== this.wanted; ) {
        shown = this.wanted;
        await this.#show(this.bars[shown].dataset);
      }
    } finally {
      this.busy = false;
    }
  }

  async #show({ choices, checksum }) {
    const task = { order: { ...this.program, choices, checksum, prefix: this.prefix } };
    try {
      const told = await this.python.perform(task, {
        onFetched: () => this.#say("Fetching Python, once…"),
        onStart: () => this.#say(),
      });
      if (told.stopped) this.#stop(told.stopped);
      else this.place.replaceChildren(timelineOf(told, this.prefix));
    } catch (problem) {
      if (!(problem instanceof CannotStart || problem instanceof Ended)) throw problem;
      const starts = problem instanceof CannotStart ? "Python could not be started here: " : "";
      this.#stop(starts + problem.message);
    }
  }

  #say(more = "") {
    const { outcome } = this.bars[this.wanted].dataset;
    const words = `Order ${this.wanted * this.share + 1} of ${this.orders}: ${outcome}`;
    this.slider.setAttribute("aria-valuetext", words);
    this.title.textContent = more ? `${words}. ${more}` : words;
  }

  #stop(why) {
    this.place.replaceChildren(el("p", { class: "snippet-stopped" }, sentence(why)));
  }
}
