// The game: a reader decides which answer arrives next, and sees what comes of it.

import { el } from "./dom.js";
import { orderFragment } from "./order-link.js";
import { board } from "./game-board.js";
import { Marks } from "./game-marks.js";
import { Play } from "./game-play.js";
import css from "./game.css";

const PACE = 1300;
const MOST_SIGNS = 16;
const NOTHING = "Nothing has arrived yet.";
const CHANGED = "The program has changed since this link was made";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

export class Game {
  /**
   * @param {object} data what `guide/order_data.py` writes
   * @param {object} place where it is
   * @param {HTMLElement | null} place.code the program, if it is on the page
   * @param {HTMLElement | null} place.output where what is printed is shown; in the game if null
   * @param {(fragment: string) => string} place.linkTo the address of the page with a fragment
   * @param {((fragment: string) => string) | null} place.embedOf that of the picture alone
   */
  constructor(data, place) {
    this.play = new Play(data);
    this.place = place;
    this.marks = new Marks(place.code, data.hidden);
    this.filename = `${data.name.split("/").pop()}.py`;
    this.#build();
  }

  /** Go to the order of a link, and say so where it is not what it was. */
  open({ address, step, check }) {
    const found = this.play.find(address);
    const same = check === null ? found : this.play.findByCheck(check);
    if (same) this.play.open(same, step);
    else if (found) this.play.open(found, step);
    else this.play.restart();
    this.show();
    this.#say(this.#opened({ address, check, step }, found, same));
    this.element.focus({ preventScroll: true });
  }

  close() {
    this.#stop();
    this.marks.clear();
  }

  #opened({ address, check, step }, found, same) {
    if (!found && !same) {
      const lost = `there is no order ${address} of ${this.filename}`;
      return check === null
        ? `This link is damaged: ${lost}. This is how all begin.`
        : `${CHANGED}, and ${lost} any more. This is how all begin.`;
    }
    if (!same) return `${CHANGED}. This is the order that has its address now.`;
    if (found !== same) return `${CHANGED}. The same order now has another address.`;
    const answers = same.path.length - 1;
    if (step > answers) return `This order has no more than ${answers} answers. This is its end.`;
    return "This is the order of the link. Nothing has run.";
  }

  #build() {
    const { data } = this.play;
    const button = (words, onclick, hidden = false) =>
      el("button", { type: "button", class: "snippet-button", onclick, hidden }, words);
    this.ask = el("p", { class: "game-ask" });
    this.choices = el("div", { class: "game-choices", role: "group", "aria-label": "What arrives next" });
    this.picture = el("div", { class: "game-picture", tabindex: "0", role: "group", "aria-label": "The picture so far" });
    this.stands = el("ul", { class: "game-stands", "aria-label": "Where each task stands" });
    this.printed = el("samp", {});
    this.output = el(
      "div",
      { class: "snippet-output game-output" },
      el("p", { class: "snippet-output-title" }, "Output so far"),
      el("pre", { tabindex: "0" }, this.printed),
    );
    this.choices.style.setProperty("--game-most", this.play.most);
    const longest = Math.max(...this.play.ends.map((end) => linesOf(end)));
    this.output.style.setProperty("--game-lines", longest);
    this.said = el("p", { class: "game-said", role: "status" }, NOTHING);
    this.seen = el("p", { class: "game-seen" });
    this.buttons = {
      back: button("Back", () => this.#move(() => this.play.back())),
      forward: button("Forward", () => this.#move(() => this.play.forward())),
      restart: button("Start again", () => this.#move(() => this.play.restart())),
      wrong: button("Show me one that goes wrong", () => this.#showWrong(), !data.wrong),
      copy: button("Copy link", () => this.#copyLink()),
      embed: button("Embed", () => this.#copyEmbed(), this.place.embedOf === null),
    };
    this.link = el("input", { class: "snippet-link", readonly: true, hidden: true, "aria-label": "To copy" });
    this.element = el(
      "section",
      {
        class: "game",
        tabindex: "-1",
        "aria-label": `Decide which answer arrives next in ${this.filename}`,
        onkeydown: (event) => this.#key(event),
      },
      this.ask,
      this.choices,
      this.picture,
      this.said,
      el("div", { class: "game-facts" }, this.stands),
      this.seen,
      el("div", { class: "game-tools" }, ...Object.values(this.buttons), this.link),
    );
    if (this.place.output) this.place.output.replaceWith(this.output);
    else this.stands.after(this.output);
  }

  #choose(choice) {
    const { label } = choice;
    this.#move(() => this.play.choose(choice), `${label}.`);
  }

  /** Change where the reader is, show it, and say what has happened since. */
  #move(change, words = "") {
    this.#stop();
    this.#step(change, words);
  }

  #step(change, words) {
    const focused = document.activeElement;
    const label = this.choices.contains(focused) && focused.dataset.label;
    change();
    this.show();
    this.#say([words, ...this.#told()].filter(Boolean).join(" "));
    const { outcome } = this.play;
    if (outcome) this.said.append(unseen(` ${this.#verdict(outcome)} ${this.#counted(outcome)}`));
    if (label !== false) this.#focusChoice(label);
    else if (focused?.disabled) this.#focusChoice();
  }

  /** Keep the focus on the same choice where it is there still. */
  #focusChoice(label) {
    const buttons = [...this.choices.querySelectorAll("button")];
    const same = buttons.find((one) => one.dataset.label === label);
    (same ?? buttons[0] ?? this.buttons.restart).focus({ preventScroll: true });
  }

  #told() {
    const { step, latest } = this.play;
    return step === 0 ? [NOTHING] : latest.map(({ sentence }) => sentence);
  }

  #verdict({ outcome, sign, word, words }) {
    return `${sign} ${outcome}, ${word}${words && `: ${words}`}.`;
  }

  #counted({ orders: count }) {
    const all = this.play.data.orders;
    if (all === 1) return "It is the only order.";
    if (count === all) return `All ${all} orders end so.`;
    return `${count} of ${all} orders ${count === 1 ? "ends" : "end"} so.`;
  }

  #say(words) {
    this.said.textContent = words;
  }

  /** Show where the reader is, now that the game is on the page. */
  show() {
    const { play } = this;
    const { outcome, node } = play;
    this.element.classList.toggle("game--wrong", outcome?.word === "wrong");
    this.element.classList.toggle("game--right", outcome?.word === "right");
    this.ask.textContent = outcome ? ended(outcome) : asked(play);
    this.choices.replaceChildren(...(outcome ? [this.#end(outcome)] : this.#offered(node)));
    this.picture.replaceChildren(board(play));
    this.picture.scrollLeft = this.picture.scrollWidth;
    this.stands.replaceChildren(...play.stands.map((one) => this.#stand(one)));
    this.printed.textContent = play.printed;
    this.marks.show(play.stands.flatMap(({ move }) => move ?? []), play.latest);
    this.seen.replaceChildren(...this.#tally());
    this.link.hidden = true;
    this.buttons.back.disabled = play.step === 0;
    this.buttons.restart.disabled = play.step === 0;
    this.buttons.restart.classList.toggle("snippet-button--main", outcome !== null);
    this.buttons.forward.hidden = play.ahead.length === 0;
  }

  #offered(node) {
    return node.choices.map((choice, place) =>
      el(
        "button",
        {
          type: "button",
          class: "game-choice",
          "data-label": choice.label,
          onclick: () => this.#choose(choice),
        },
        el("kbd", { "aria-hidden": "true" }, String(place + 1)),
        choice.label,
      ),
    );
  }

  #end(outcome) {
    return el(
      "p",
      { class: "game-verdict" },
      el("strong", {}, `${outcome.sign} ${outcome.outcome}`),
      `, ${outcome.word}${outcome.words && `: ${outcome.words}`}. `,
      el("span", {}, this.#counted(outcome)),
    );
  }

  #stand({ task, move }) {
    const code = move?.line ? [`line ${move.line} `, el("code", {}, this.play.data.lines[move.line])] : [];
    const where = el("span", { class: "game-where" }, ...code);
    return el("li", {}, el("strong", {}, task), el("span", {}, this.#how(move)), where);
  }

  #how(move) {
    if (!move) return "has not begun";
    if (move.wait) return `waits for ${this.play.data.waits[move.wait]}`;
    return move.ended ? `ended in ${move.ended}` : "is done";
  }

  /** Say what can still come, and which orders the reader has seen. */
  #tally() {
    const { play } = this;
    const { ends, end } = play.node;
    const wrong = ends.filter((one) => play.outcomeOf(one).word === "wrong").length;
    const bad = ends.length === 1 ? `which goes ${wrong ? "wrong" : "right"}` : `${of(wrong, ends.length)} wrong`;
    const left = `${play.step ? "From here" : "There are"} ${orders(ends.length)}, ${bad}. `;
    const all = play.ends.length;
    const cut = all < play.data.orders ? ` Of ${orders(play.data.orders)}, ${all} can be played here.` : "";
    const seen = `You have seen ${play.seen.size} of ${all}.${cut} `;
    return [end ? "" : left, seen, el("span", { class: "game-found" }, ...this.#found())];
  }

  /** Have a sign for each order, where they are few. */
  #found() {
    const { play } = this;
    if (play.ends.length > MOST_SIGNS) return [];
    return play.ends.map((end) => {
      if (!play.seen.has(end)) return el("b", { "aria-hidden": "true" }, "·");
      const { sign, word } = play.outcomeOf(end);
      return el("b", { "aria-hidden": "true", class: `game-found--${word}` }, sign);
    });
  }

  #showWrong() {
    if (this.player) return this.#stop();
    const { play } = this;
    this.#step(() => play.open(play.find(play.data.wrong), 0), "");
    this.buttons.wrong.textContent = "Stop";
    this.player = setInterval(() => {
      const { label } = play.ahead[0];
      this.#step(() => play.forward(), `${label}.`);
      if (!play.ahead.length) this.#stop();
    }, PACE);
  }

  #stop() {
    clearInterval(this.player);
    this.player = null;
    this.buttons.wrong.textContent = "Show me one that goes wrong";
  }

  #fragment() {
    const { play } = this;
    const { address, check } = play.order.end;
    const step = play.node.end ? null : play.step;
    return orderFragment({ name: play.data.name, address, step, check });
  }

  #copyLink() {
    const link = this.place.linkTo(this.#fragment());
    return this.#copy(link, "Link copied. It opens this order at this answer, and runs nothing.");
  }

  #copyEmbed() {
    const source = this.place.embedOf(this.#fragment()).replaceAll("&", "&amp;");
    const title = `An order of ${this.filename}`;
    const words = "The element is copied. It shows this picture in a page of yours, and runs nothing.";
    return this.#copy(`<iframe src="${source}" title="${title}" width="100%" height="480"></iframe>`, words);
  }

  async #copy(text, words) {
    this.#stop();
    this.link.value = text;
    try {
      await navigator.clipboard.writeText(text);
      this.link.hidden = true;
      this.#say(words);
    } catch {
      this.link.hidden = false;
      this.link.select();
      this.#say("Your browser lets no page copy; take it from the field.");
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, pre, .game-picture")) return;
    const { play } = this;
    const choice = play.node.choices[Number(event.key) - 1];
    if (choice) this.#choose(choice);
    else if (event.key === "ArrowLeft" && play.step > 0) this.#move(() => play.back());
    else if (event.key === "ArrowRight" && play.ahead.length) this.#move(() => play.forward());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function unseen(words) {
  return el("span", { class: "game-unseen" }, words);
}

function orders(number) {
  return number === 1 ? "1 order" : `${number} orders`;
}

/** Say how many of several: all, none, or a number of them. */
function of(number, all) {
  if (number === all) return "all";
  return number ? `${number} of them` : "none";
}

function asked({ node, isMixed }) {
  if (node.choices.length > 1) return isMixed ? "What happens next?" : "Which answer arrives next?";
  return "Only this can arrive now:";
}

function ended({ outcome }) {
  return outcome === "deadlock" ? "Nothing will arrive any more." : "The program is done.";
}

function linesOf(end) {
  const printed = end.path.flatMap((node) => node.moves.map((move) => move.printed)).join("");
  return printed.split("\n").length - 1;
}
