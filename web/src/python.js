// The Pythons of a page: one at work, and a warm spare once a program has run for a while.

const WARM_A_SPARE_AFTER = 400;
const MOST_TIME = { run: 10_000, orders: 40_000, order: 10_000 };
const TOO_LARGE = 192 * 2 ** 20;

/** Python did not start; the message says why. */
export class CannotStart extends Error {}

/** The reader, or a limit, has ended the run; the message says which. */
export class Ended extends Error {}

class Engine {
  constructor(url, module, onModule) {
    this.onFetched = () => {};
    this.worker = new Worker(url, { type: "module" });
    this.ready = new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }) => {
        if (data.fetched) this.onFetched(data.fetched);
        else if (data.module) onModule(data.module);
        else if (data.ready) resolve();
        else reject(new CannotStart(data.failed));
      };
      this.worker.onerror = (event) => {
        event.preventDefault();
        reject(new CannotStart(event.message || "the browser did not let the worker start"));
      };
    });
    this.ready.catch(() => {});
    this.worker.postMessage({ start: module });
  }

  perform(task, { onOutput, onOrders }) {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }) => {
        if ("output" in data) onOutput(data.output);
        else if (data.progress) onOrders(...data.progress);
        else if (data.done) resolve(data);
        else reject(new Ended(words(data.broken)));
      };
      this.worker.onerror = (event) => reject(new Ended(words(event.message)));
      this.worker.postMessage(task);
    });
  }

  end() {
    this.worker.terminate();
  }
}

function words(problem) {
  return /call stack|recursion/i.test(problem)
    ? "the program recursed deeper than a browser can; Python was started anew"
    : `the program brought Python itself down (${problem}); it was started anew`;
}

export class Python {
  constructor(url) {
    this.url = url;
    this.engine = null;
    this.spare = null;
    this.module = null;
    this.end = null;
  }

  /** Whether a program is at work, or Python is being started for one. */
  get busy() {
    return this.end !== null;
  }

  /**
   * Perform a task of `worker.js`, {run: …}, {orders: …} or {order: …}, ending the one before.
   * Resolves to what Python says of it; rejects with `CannotStart` or `Ended`.
   *
   * @param {object} task
   * @param {object} hear `onFetched(bytes)`, `onStart()`, `onOutput(text)`, `onOrders(runs, orders)`
   */
  async perform(task, hear) {
    this.stop("another program was started");
    if (typeof WebAssembly !== "object") throw new CannotStart("this browser has no WebAssembly");
    const stopped = new Promise((_, reject) => {
      this.end = (why) => reject(new Ended(why));
    });
    const { end } = this;
    const timers = [];
    try {
      return await Promise.race([this.#perform(task, hear, timers), stopped]);
    } catch (problem) {
      if (this.end === end) this.#drop();
      throw problem;
    } finally {
      timers.forEach(clearTimeout);
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

  async #perform(task, hear, timers) {
    this.engine ??= this.#take();
    const { engine } = this;
    engine.onFetched = hear.onFetched;
    await engine.ready;
    hear.onStart();
    const [kind] = Object.keys(task);
    timers.push(
      setTimeout(() => (this.spare ??= this.#start()), WARM_A_SPARE_AFTER),
      setTimeout(() => this.stop(tooLong(MOST_TIME[kind])), MOST_TIME[kind]),
    );
    const { done, heap } = await engine.perform(task, hear);
    if (heap > TOO_LARGE && this.engine === engine) this.#drop();
    return done;
  }

  #take() {
    const engine = this.spare ?? this.#start();
    this.spare = null;
    return engine;
  }

  #start() {
    try {
      return new Engine(this.url, this.module, (module) => (this.module = module));
    } catch (problem) {
      throw new CannotStart(problem.message);
    }
  }

  #drop() {
    this.engine?.end();
    this.engine = null;
  }
}

function tooLong(milliseconds) {
  const seconds = milliseconds / 1000;
  return `the program is not done after ${seconds} s; does a step loop without an \`await\`?`;
}
