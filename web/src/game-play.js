// All orders of a program as a tree, and where a reader is in it. Nothing here touches the page.

const READY = "ready";
const NO_TASK = ["module", "callback"];

/** A step, and what brings it about. */
class Move {
  constructor([task, cause, box, sentence, printed, line, kind, wait, ended, values], names) {
    this.task = names[task];
    this.cause = cause;
    this.box = box;
    this.sentence = sentence;
    this.printed = printed;
    this.line = line;
    this.kind = kind;
    this.wait = wait;
    this.ended = ended;
    this.values = values;
  }
}

/** A fork: moves that lead to it, and choices; or the end of an order. */
class Node {
  constructor([moves, choices = [], end = null, when = ""], all, parent) {
    this.moves = moves.map((number) => all[number]);
    this.parent = parent;
    this.when = when;
    this.end = end && { outcome: end[0], address: end[1], check: end[2] };
    this.choices = choices.map((choice) => new Node(choice, all, this));
  }

  get label() {
    const [move] = this.moves;
    const when = this.when && ` ${this.when}`;
    if (!move) return "No answer arrives, the program ends";
    if (move.cause === "answer") return `${move.task}'s answer arrives${when}`;
    if (move.cause === "limit") return `${move.task}'s time is up${when}`;
    if (move.cause === "cancel") return `${move.task} is cancelled${when}`;
    if (move.cause === "callback") return "A timer's callback runs";
    return `No answer arrives, ${move.task} goes on`;
  }

  /** The nodes from the root to this one. */
  get path() {
    return this.parent ? [...this.parent.path, this] : [this];
  }

  /** The ends of all orders to which it leads. */
  get ends() {
    return this.end ? [this] : this.choices.flatMap((choice) => choice.ends);
  }
}

export class Play {
  /** @param {object} data what `guide/order_data.py` writes */
  constructor(data) {
    this.data = data;
    this.outcomes = data.outcomes.map(([outcome, sign, word, words, orders]) => {
      return { outcome, sign, word, words, orders };
    });
    const moves = data.moves.map((move) => new Move(move, data.tasks));
    this.root = new Node(data.tree, moves, null);
    this.ends = this.root.ends;
    this.seen = new Set();
    this.restart();
  }

  /** What the page says of how an order ends. */
  outcomeOf({ end }) {
    return this.outcomes[end.outcome];
  }

  /** How the order ended that is played; null before its end. */
  get outcome() {
    return this.node.end && this.outcomeOf(this.node);
  }

  /** All moves so far. */
  get moves() {
    return this.node.path.flatMap((node) => node.moves);
  }

  /** The moves that the last choice brought. */
  get latest() {
    return this.node.moves;
  }

  /** How many answers have been chosen. */
  get step() {
    return this.node.path.length - 1;
  }

  /** The order that is gone along: the one that was opened, or else the first from here. */
  get order() {
    return this.ahead.at(-1)?.ends[0] ?? this.node.ends[0];
  }

  choose(choice) {
    this.ahead = this.ahead[0] === choice ? this.ahead.slice(1) : [];
    this.#goTo(choice);
  }

  back() {
    this.ahead = [this.node, ...this.ahead];
    this.#goTo(this.node.parent);
  }

  /** Go along the order from which the reader came back, or which was opened. */
  forward() {
    this.choose(this.ahead[0]);
  }

  restart() {
    this.ahead = [];
    this.#goTo(this.root);
  }

  /** Go to an order after some of its answers, all if `step` is null; the rest lies ahead. */
  open(end, step) {
    const [, ...nodes] = end.path;
    const taken = nodes.slice(0, step ?? nodes.length);
    this.ahead = nodes.slice(taken.length);
    this.#goTo(taken.at(-1) ?? this.root);
  }

  find(address) {
    return this.ends.find(({ end }) => end.address === address);
  }

  findByCheck(check) {
    return this.ends.find(({ end }) => end.check === check);
  }

  /** The tasks, and the last move of each; none before its first. */
  get stands() {
    const last = new Map(this.moves.map((move) => [move.task, move]));
    const { tasks } = this.data;
    return tasks.filter((task) => !NO_TASK.includes(task)).map((task) => ({ task, move: last.get(task) }));
  }

  /** The most that is offered at one fork. */
  get most() {
    const most = (node) => Math.max(node.choices.length, ...node.choices.map(most));
    return most(this.root);
  }

  /** What the program has printed so far. */
  get printed() {
    return this.moves.map(({ printed }) => printed).join("");
  }

  /** Whether what is chosen here comes from outside of the program, but for one choice. */
  get isMixed() {
    return this.node.choices.some(({ moves: [move] }) => !move || move.cause === READY);
  }

  #goTo(node) {
    this.node = node;
    if (node.end) this.seen.add(node);
  }
}
