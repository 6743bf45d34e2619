// The Pythons of a page. Each program gets one that no other program has touched; the next is
// warmed as soon as the one before has been used.

import { fetched } from "./files.js";
import { ORDERS, PICTURE, RAN, read } from "./told.js";

const WARM_A_SPARE_AFTER = 400;
const MOST_TIME = { run: 10_000, orders: 40_000, order: 10_000 };
const MOST_TIME_OF_DRAWING = 10_000;

/** Python did not start; the message says why. */
export class CannotStart extends Error {}

/** The reader, or a limit, has ended the run; the message says which. */
export class Ended extends Error {}

/** A frame of an opaque origin: what runs in it reaches neither this site nor any other. */
class Box {
  static async open(files, onFetched) {
    if (typeof WebAssembly !== "object") throw new CannotStart("this browser has no WebAssembly");
    const names = ["worker", "wasm", "core", "stage"];
    const parts = await Promise.all(names.map((name) => fetched(files[name], onFetched)));
    const frame = document.createElement("iframe");
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    frame.sandbox = "allow-scripts";
    frame.hidden = true;
    frame.srcdoc = BOX;
    document.body.append(frame);
    await loaded;
    return new Box(frame, Object.fromEntries(names.map((name, at) => [name, parts[at]])));
  }

  constructor(frame, parts) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    frame.contentWindow.postMessage(parts, "*", [port2, ...Object.values(parts)]);
  }

  /** Start a Python; return the port on which it listens. */
  start() {
    const { port1, port2 } = new MessageChannel();
    this.port.postMessage(null, [port2]);
    return port1;
  }
}

class Interpreter {
  constructor(box) {
    this.port = box.start();
    this.ready = new Promise((resolve, reject) => {
      this.port.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else reject(new CannotStart(data.failed));
      };
    });
    this.ready.catch(() => {});
  }

  /** Resolves to what is done, to null where the drawing failed, or to {needs}. */
  perform(task, { onOutput, onOrders, onRan }) {
    return new Promise((resolve, reject) => {
      let ran = false;
      this.leaveOutPicture = () => resolve({ done: null });
      this.port.onmessage = ({ data }) => {
        if (data.output) onOutput(data.output);
        else if (data.progress) onOrders(...data.progress);
        else if (data.needs || (data.done && (ran || !task.run))) resolve(data);
        else if (ran) this.leaveOutPicture();
        else if (!data.ran) reject(new Ended(words(data.broken ?? "it sent what no program sends")));
        else {
          ran = true;
          try {
            onRan(data.ran);
          } catch (problem) {
            reject(problem);
          }
        }
      };
      this.port.postMessage(task);
    });
  }

  end() {
    this.port.onmessage = null;
    this.port.postMessage({ end: true });
  }
}

/** Read what Python says; where a program made it up, the program has ended badly. */
function understood(json, shape) {
  try {
    return read(json, shape);
  } catch (problem) {
    throw new Ended(words(problem.message));
  }
}

function words(problem) {
  return /call stack|recursion/i.test(problem)
    ? "the program recursed deeper than a browser can; Python was started anew"
    : `the program brought Python itself down (${problem}); it was started anew`;
}

export class Python {
  /** @param {object} files the parts by name: `worker`, `wasm`, `core`, `stage`, `rest` */
  constructor(files) {
    this.files = files;
    this.box = null;
    this.rest = null;
    this.spare = null;
    this.current = null;
    this.end = null;
  }

  /** Whether a program is at work, or Python is being started for one. */
  get busy() {
    return this.end !== null;
  }

  /**
   * Perform a task of `worker.js`, {run: …}, {orders: …} or {order: …}, ending the one before.
   * Resolves to what Python says of it, or to null where a run has no picture; rejects with
   * `CannotStart` or `Ended`.
   *
   * @param {object} task
   * @param {object} hear `onFetched(bytes)`, `onStart()`, `onOutput(text)`, `onOrders(runs, orders)`,
   *     `onRan(shown)`
   */
  async perform(task, hear) {
    this.stop("another program was started");
    const stopped = new Promise((_, reject) => {
      this.end = (why) => reject(new Ended(why));
    });
    const { end } = this;
    try {
      return await Promise.race([this.#perform(task, hear, () => this.end === end), stopped]);
    } catch (problem) {
      if (this.end === end) this.#drop();
      throw problem;
    } finally {
      if (this.end === end) this.end = null;
    }
  }

  /** End the run that is at work, if any, at once. */
  stop(why = "stopped") {
    if (!this.busy) return;
    const { end } = this;
    this.#drop();
    this.end = null;
    end(why);
  }

  async #perform(task, hear, isWanted) {
    const box = await this.#open((bytes) => isWanted() && hear.onFetched(bytes));
    let { rest } = this;
    for (let asked = false; ; asked = true) {
      if (!isWanted()) return null;
      const interpreter = this.#take(box, task);
      await interpreter.ready;
      if (!isWanted()) return null;
      hear.onStart();
      const told = await this.#limited(interpreter, { ...task, rest }, hear, isWanted);
      if (!isWanted()) return null;
      this.#putAway(task);
      if (!told.needs) return told.done === null ? null : understood(told.done, task.orders ? ORDERS : PICTURE);
      if (asked) throw new Ended(words("it asks again for what it was given"));
      rest = await this.#fetchRest();
    }
  }

  /** Let a task take its time and no more; the drawing of a run has a time of its own. */
  async #limited(interpreter, task, hear, isWanted) {
    const [kind] = Object.keys(task);
    const spare = setTimeout(() => this.#warm(), WARM_A_SPARE_AFTER);
    let limit = setTimeout(() => isWanted() && this.stop(tooLong(MOST_TIME[kind])), MOST_TIME[kind]);
    const onRan = (ran) => {
      if (!isWanted()) return;
      clearTimeout(limit);
      limit = setTimeout(() => interpreter.leaveOutPicture(), MOST_TIME_OF_DRAWING);
      hear.onRan(understood(ran, RAN));
    };
    try {
      return await interpreter.perform(task, { ...hear, onRan });
    } finally {
      clearTimeout(spare);
      clearTimeout(limit);
    }
  }

  async #open(onFetched) {
    this.box ??= Box.open(this.files, onFetched);
    try {
      return await this.box;
    } catch (problem) {
      this.box = null;
      throw problem instanceof CannotStart ? problem : new CannotStart(problem.message);
    }
  }

  /** Take a fresh Python; for an order the one that ran another order of the same program. */
  #take(box, task) {
    const source = task.order?.source;
    if (!this.current || !source || this.current.source !== source) {
      this.#drop();
      this.current = this.spare ?? new Interpreter(box);
      this.current.source = source;
      this.spare = null;
    }
    return this.current;
  }

  #putAway(task) {
    if (!task.order) this.#drop();
    this.#warm();
  }

  /** Start the Python of the next program. */
  async #warm() {
    const box = await this.box;
    this.spare ??= new Interpreter(box);
  }

  #drop() {
    this.current?.end();
    this.current = null;
  }

  async #fetchRest() {
    try {
      this.rest = { data: await fetched(this.files.rest) };
      return this.rest;
    } catch (problem) {
      return { failed: problem.message };
    }
  }
}

function tooLong(milliseconds) {
  const seconds = milliseconds / 1000;
  return `the program is not done after ${seconds} s; does a step loop without an \`await\`?`;
}
