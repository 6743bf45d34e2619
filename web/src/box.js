// Inside the box: a frame of an opaque origin, whose policy lets nothing in or out. It starts
// workers and passes on what they say, as long as it is what workers say.
//
// In:  once {worker, wasm, core, stage}, compressed, with a port; then on that port a port for each
//      worker to start, on which it takes tasks as `worker.js` does, or {end: true}.
// Out: on a worker's port what `worker.js` says, or {failed: words} or {broken: words}.

const MOST_MESSAGES = 10_000;
const MOST_TEXT = 40_000_000;

const isText = (value) => typeof value === "string";
const SAID = {
  ready: (value) => value === true,
  failed: isText,
  output: isText,
  progress: (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
  ran: isText,
  done: isText,
  needs: isText,
  broken: isText,
};

let snapshot = null;
let workers = 0;

addEventListener(
  "message",
  ({ data, ports: [port] }) => {
    const parts = unpacked(data);
    parts.catch(() => {});
    port.onmessage = ({ ports: [channel] }) => start(parts, channel);
  },
  { once: true },
);

async function unpacked({ worker, wasm, core, stage }) {
  const headers = { "Content-Type": "application/wasm" };
  const [module, ...zips] = await Promise.all([
    WebAssembly.compileStreaming(new Response(inflated(wasm), { headers })),
    new Response(inflated(core)).arrayBuffer(),
    new Response(inflated(stage)).arrayBuffer(),
  ]);
  const script = await new Response(inflated(worker)).blob();
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return { url, module, core: zips[0], stage: zips[1] };
}

function inflated(data) {
  return new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
}

async function start(parts, channel) {
  let worker = null;
  let working = false;
  let messages = 0;
  let characters = 0;

  const end = () => {
    worker?.terminate();
    channel.close();
  };
  const fail = (words) => {
    channel.postMessage(working ? { broken: words } : { failed: words });
    end();
  };
  channel.onmessage = ({ data }) => {
    if (data.end) return end();
    working = true;
    messages = characters = 0;
    worker.postMessage(data);
  };
  try {
    const { url, ...given } = await parts;
    worker = new Worker(url);
    worker.postMessage({ start: { ...given, snapshot, makes: !snapshot && workers++ === 1 } });
  } catch (problem) {
    return fail(problem.message);
  }
  worker.onmessage = ({ data }) => {
    if (!working && data.snapshot) {
      snapshot = data.snapshot;
      return;
    }
    const kind = Object.keys(SAID).find((name) => Object.hasOwn(Object(data), name));
    const value = kind && data[kind];
    characters += isText(value) ? value.length : 0;
    if (!kind || !SAID[kind](value)) fail("it sent what no program sends");
    else if (++messages > MOST_MESSAGES || characters > MOST_TEXT) fail("it sent too much");
    else channel.postMessage({ [kind]: value });
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message || "the browser did not let the worker start");
  };
}
