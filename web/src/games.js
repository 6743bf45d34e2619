// Where a reader can decide which answer arrives next: at every block of orders, folded, and open
// where a page begins with it. What that takes is loaded when it is opened.

import { el } from "./dom.js";
import { readOrder } from "./order-link.js";

const DATA = ".orders-data";
const BLOCKS = `.game-block, .snippet-orders:has(${DATA})`;

export class Games {
  /** @param {() => Promise<object>} load imports the module of the game */
  constructor(load) {
    this.load = load;
    this.root = new URL("../../", import.meta.url);
    this.places = [];
    this.notice = el("p", { class: "game-notice", role: "status" });
  }

  /** Find the places on the page that has just been opened. */
  open() {
    this.#closeAll();
    this.places = [...document.querySelectorAll(BLOCKS)].map((root) => this.#placeOf(root));
  }

  #closeAll() {
    for (const place of this.places) place.close();
    document.documentElement.classList.remove("embedded");
  }

  #placeOf(root) {
    return root.matches(".game-block") ? new Opening(root, this) : new Fold(root, this);
  }

  /** Go to the order that a fragment names, if it names one; nothing runs. */
  async follow(fragment) {
    const wanted = readOrder(fragment);
    this.notice.remove();
    if (!wanted) return;
    if (wanted.problem) return this.#say(wanted.problem);
    const frame = document.querySelector("[data-embed]");
    if (frame) {
      this.#closeAll();
      this.places = [new Frame(frame, this)];
      document.documentElement.classList.add("embedded");
    }
    const places = this.places.filter((place) => place.has(wanted));
    const place = places.find((one) => one.cancels(wanted)) ?? places[0];
    if (!place) {
      return this.#say(`This link leads to an order of ${wanted.name}.py, and this page shows none.`);
    }
    const game = await place.open(wanted);
    if (!game) return;
    game.open(wanted);
    place.root.scrollIntoView({ block: "nearest" });
    game.element.scrollIntoView({ block: "nearest" });
  }

  #say(words) {
    this.notice.textContent = words;
    (document.querySelector("article") ?? document.body).prepend(this.notice);
  }
}

/** A block of orders on the page, and the game in it once it is opened. */
class Place {
  constructor(root, games) {
    this.root = root;
    this.games = games;
    this.opened = null;
    this.game = null;
  }

  has({ name }) {
    return this.root.dataset.orders === name;
  }

  /** Whether the tasks that are cancelled here are those of an address. */
  cancels({ address }) {
    const [, ...names] = address.split("-");
    return (this.root.dataset.cancel ?? "") === names.join(" ");
  }

  /** Open the game; resolves to null, and says why, where that is not possible. */
  open(wanted) {
    this.opened ??= this.#load(wanted);
    return this.opened;
  }

  async #load(wanted) {
    try {
      const [{ Game }, data] = await Promise.all([this.games.load(), this.data(wanted)]);
      this.game = new Game(data, this.surroundings(wanted));
      this.mount(this.game.element);
      this.game.show();
      return this.game;
    } catch (problem) {
      this.opened = null;
      const words = `The orders could not be loaded: ${problem.message}.`;
      this.mount(el("p", { class: "snippet-stopped" }, words));
      return null;
    }
  }

  data() {
    return dataOf(this.root, location.href);
  }

  /** What the game has around it: the program, a place for what is printed, and addresses. */
  surroundings() {
    const page = location.href.split("#")[0];
    const path = page.slice(this.games.root.href.length).replace(/[^/]*$/, "");
    const name = this.root.dataset.orders;
    return {
      code: document.querySelector(`.snippet[data-snippet="${name}"] .highlight pre > code`),
      output: null,
      linkTo: (fragment) => page + fragment,
      embedOf: (fragment) => `${this.games.root}embed/${fragment}&page=${path}`,
    };
  }

  close() {
    this.game?.close();
  }
}

/** A game that is folded under the orders, and opened by the reader. */
class Fold extends Place {
  constructor(root, games) {
    super(root, games);
    this.fold = el(
      "details",
      { class: "game-fold", ontoggle: () => (this.fold.open ? this.open() : this.close()) },
      el("summary", {}, "Decide yourself which answer arrives next"),
    );
    root.querySelector(DATA).after(this.fold);
  }

  async open() {
    for (let outer = this.fold; outer; outer = outer.parentElement.closest("details")) outer.open = true;
    const game = await super.open();
    game?.show();
    return game;
  }

  mount(element) {
    const [summary] = this.fold.children;
    this.fold.replaceChildren(summary, element);
  }
}

/** The game with which a page begins. */
class Opening extends Place {
  constructor(root, games) {
    super(root, games);
    this.open();
  }

  surroundings() {
    return {
      ...super.surroundings(),
      code: this.root.querySelector(".highlight pre > code"),
      output: this.root.querySelector(".game-program .snippet-output"),
    };
  }

  mount(element) {
    this.root.querySelector(".game-place").replaceChildren(element);
  }
}

/** The page without menus, which shows a block of another page. */
class Frame extends Place {
  has() {
    return true;
  }

  async data({ name, page }) {
    const address = new URL(page, this.games.root);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const there = new DOMParser().parseFromString(await response.text(), "text/html");
    const block = there.querySelector(`:is(${BLOCKS})[data-orders="${name}"]`);
    if (!block) throw new Error(`the page shows no orders of ${name}.py`);
    return dataOf(block, address);
  }

  surroundings({ name, page }) {
    const address = new URL(page, this.games.root);
    const words = `${name.split("/").pop()}.py in the guide Import AsyncIO`;
    this.credit = el("a", { href: address, target: "_blank" }, words);
    return { code: null, output: null, linkTo: (fragment) => address + fragment, embedOf: null };
  }

  mount(element) {
    this.root.replaceChildren(element, ...(this.credit ? [el("p", {}, this.credit)] : []));
  }
}

/** Return what a block knows of its orders: in the page, or in a file that the page names. */
async function dataOf(block, page) {
  const { json, src } = block.querySelector(DATA).dataset;
  if (json) return JSON.parse(json);
  const response = await fetch(new URL(src, page));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
