// Python in a worker of its own, so that the page never freezes and Stop can always end it.
//
// In:  {start: module or null} once, then one at a time {run: {source, filename, prefix}},
//      {orders: {source, filename, prefix, outcomes}} or
//      {order: {source, filename, prefix, choices, checksum}}.
// Out: {fetched: bytes}, {module}, {ready}; {output} or {progress: [runs, orders]}, {done, heap}; or
//      {failed: words} while it starts, {broken: words} when a program has brought Python down.

import { boot } from "./boot.js";

const MOST_MEMORY = 512 * 2 ** 20;
const at = (name) => new URL(name, import.meta.url).href;

let python;

self.onmessage = async ({ data }) => {
  if ("start" in data) await start(data.start);
  else if (data.run) perform(() => run(data.run));
  else if (data.orders) perform(() => orders(data.orders));
  else perform(() => order(data.order));
};

async function start(given) {
  try {
    limitMemory();
    const [module, core, stage] = await Promise.all([
      given ?? compile(),
      download(PARTS.core),
      download(PARTS.stage),
      import(at(PARTS.engine)),
    ]);
    if (!given) postMessage({ module });
    lend(module, core);
    python = await boot({
      indexURL: at("./" + PARTS.engine.replace(/[^/]*$/, "")),
      lock: LOCK,
      core: at(PARTS.core),
      stage: new Uint8Array(stage),
      fetchRest,
    });
    postMessage({ ready: true });
  } catch (problem) {
    postMessage({ failed: String(problem.message ?? problem) });
  }
}

function perform(task) {
  try {
    postMessage({ done: JSON.parse(task()), heap: heap() });
  } catch (problem) {
    postMessage({ broken: String(problem.message ?? problem) });
  }
}

function run({ source, filename, prefix }) {
  return python.browser.run(source, filename, prefix, (output) => postMessage({ output }));
}

function orders({ source, filename, prefix, outcomes }) {
  const tell = (...progress) => postMessage({ progress });
  return python.orders().orders(source, filename, JSON.stringify(outcomes), prefix, tell);
}

function order({ source, filename, prefix, choices, checksum }) {
  return python.orders().order(source, filename, choices, checksum, prefix);
}

/** Fetch one part, tell the page how it goes, and inflate it. */
async function inflated(name) {
  const response = await fetch(at(name));
  if (!response.ok) throw new Error(`${name} could not be fetched: HTTP ${response.status}`);
  const count = new TransformStream({
    transform(chunk, controller) {
      postMessage({ fetched: chunk.byteLength });
      controller.enqueue(chunk);
    },
  });
  return response.body.pipeThrough(count).pipeThrough(new DecompressionStream("gzip"));
}

async function download(name) {
  return new Response(await inflated(name)).arrayBuffer();
}

async function compile() {
  const headers = { "Content-Type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(await inflated(PARTS.wasm), { headers }));
}

/** Answer Pyodide's own two requests with what is here already. */
function lend(module, core) {
  const { fetch } = self;
  self.fetch = (resource, options) => {
    const url = String(resource.url ?? resource);
    if (url.endsWith("/pyodide.asm.wasm")) return Promise.resolve(new Response());
    if (url === at(PARTS.core)) return Promise.resolve(new Response(core));
    return fetch(resource, options);
  };
  WebAssembly.instantiateStreaming = async (response, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
}

/** Fetch the second zip while the program's `import` waits for it. */
function fetchRest() {
  const request = new XMLHttpRequest();
  request.open("GET", at(PARTS.rest), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`HTTP ${request.status}`);
  return new Uint8Array(request.response);
}

let memory;

function limitMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    memory = this;
    if (this.buffer.byteLength + pages * 2 ** 16 > MOST_MEMORY) {
      throw new RangeError("the page lends Python no more memory");
    }
    return grow.call(this, pages);
  };
}

function heap() {
  return memory ? memory.buffer.byteLength : 0;
}
