// Python in a worker of the box: reached by nothing and reaching nothing but the box.
//
// In:  {start: {module, core, stage, snapshot, makes}} once, then
//      {run: {source, filename, values, prefix}}, {orders: {source, filename, values, prefix,
//      outcomes}} or {order: {source, filename, values, prefix, choices, checksum}}, each with
//      `rest`: null, or what came of fetching the rest of the standard library, {data} or
//      {failed: words}. `values` is JSON: the expressions that are watched.
// Out: {snapshot}, {ready: true} or {failed: words}; then {output: text} or {progress: [runs,
//      orders]}, {ran: json} when a program has ended, {done: json}; or {needs: "rest"}, after which
//      the page begins anew; or {broken: words} when a program has brought Python down.

import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { boot } from "./boot.js";

const MOST_MEMORY = 512 * 2 ** 20;
const NOWHERE = "https://python.invalid/";
const CORE = `${NOWHERE}core.zip`;
const EAGER_MESSAGES = 2000;
const BATCH = 4096;

const post = self.postMessage.bind(self);
let python;
let rest = null;

self.onmessage = ({ data }) => {
  if (data.start) start(data.start);
  else perform(data);
};

async function start({ module, core, stage, snapshot, makes }) {
  try {
    limitMemory();
    lend(module, core);
    python = await boot({
      stage: new Uint8Array(stage),
      fetchRest,
      snapshot,
      makes,
      pyodide: { indexURL: NOWHERE, stdLibURL: CORE, lockFileContents: LOCK, createPyodideModule },
    });
    if (python.snapshot) post({ snapshot: python.snapshot }, [python.snapshot]);
    post({ ready: true });
  } catch (problem) {
    post({ failed: String(problem.message ?? problem) });
  }
}

function perform({ run, orders, order, rest: given }) {
  rest = given;
  try {
    if (run) tellRun(run);
    else if (orders) post({ done: tellOrders(orders) });
    else post({ done: tellOrder(order) });
  } catch (problem) {
    post({ broken: String(problem.message ?? problem) });
  }
}

function tellRun({ source, filename, values, prefix }) {
  let messages = 0;
  let waiting = "";
  const flush = () => {
    if (waiting) post({ output: waiting });
    waiting = "";
    messages++;
  };
  const ran = python.browser.run(source, filename, values, (output) => {
    waiting += output;
    if (messages < EAGER_MESSAGES || waiting.length > BATCH) flush();
  });
  flush();
  post({ ran });
  post({ done: python.browser.picture(prefix) });
}

function tellOrders({ source, filename, values, prefix, outcomes }) {
  const tell = (...progress) => post({ progress });
  const named = JSON.stringify(outcomes);
  return python.orders().orders(source, filename, named, values, prefix, tell);
}

function tellOrder({ source, filename, values, prefix, choices, checksum }) {
  return python.orders().order(source, filename, choices, checksum, values, prefix);
}

/** Answer Pyodide's own two requests with what is here already. */
function lend(module, core) {
  self.fetch = (resource) =>
    Promise.resolve(new Response(String(resource.url ?? resource) === CORE ? core : null));
  WebAssembly.instantiateStreaming = async (response, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
}

/** Hand out the second zip, or ask the page to begin anew with it. */
function fetchRest() {
  if (!rest) post({ needs: "rest" });
  if (!rest?.data) throw new Error(rest?.failed ?? "it comes");
  return new Uint8Array(rest.data);
}

function limitMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 2 ** 16 > MOST_MEMORY) {
      throw new RangeError("the page lends Python no more memory");
    }
    return grow.call(this, pages);
  };
}
