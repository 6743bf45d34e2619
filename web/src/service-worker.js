// Keeps the site for reading offline: one version of it, whole. `SITE` is put before this by
// `guide/seal.py`: {version, files}, each file by its path with its SHA-256.
//
// A new version waits until no page of the old one is open, so an open page keeps what it needs.
// Storing never stands in the way of an answer, and nothing is stored that is not what was built.

const MINE = `import-asyncio ${new URL("./", self.location).pathname} `;
const CACHE = MINE + SITE.version;
const HASHED = /-([0-9a-f]{16})\.\w+$/;
const at = (path) => new URL(`./${path}`, self.location).href;
const pathOf = (url) => url.split(/[?#]/)[0].slice(at("").length);

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOthers(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(at(""))) return;
  event.respondWith(HASHED.test(pathOf(request.url)) ? fixed(event) : current(request));
});

/** Keep every file of this version; what an older one has already is not fetched again. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const path of Object.keys(SITE.files)) {
    const response = (await keptBefore(path)) ?? (await ofThisVersion(path));
    if (!response) throw new Error(`${path} is of another version, or does not come`);
    await cache.put(at(path), response);
  }
}

/** Fetch a file of this version; the browser's own cache may have it where its name says so. */
async function ofThisVersion(path) {
  for (const cache of HASHED.test(path) ? ["default", "reload"] : ["reload"]) {
    const response = await fetch(at(path), { cache });
    const body = await response.clone().arrayBuffer();
    if (response.ok && (await digest(body)) === SITE.files[path]) return response;
  }
  return undefined;
}

async function keptBefore(path) {
  if (!HASHED.test(path)) return undefined;
  for (const name of await ours()) {
    const response = await (await caches.open(name)).match(at(path));
    if (response && (await isWhole(path, response))) return response;
  }
  return undefined;
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(MINE));
}

async function forgetOthers() {
  for (const name of await ours()) if (name !== CACHE) await caches.delete(name);
}

/** Answer with a file that never changes: from here if it is whole, else from the network. */
async function fixed(event) {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.cache !== "reload") {
    const kept = await matching(path);
    if (kept && (await isWhole(path, kept))) return kept;
  }
  const response = await fetch(request);
  if (response.ok) event.waitUntil(keepAlso(path, response.clone()));
  return response;
}

/** Keep a file that is rarely needed, once it was; where there is no room, nothing is lost. */
async function keepAlso(path, response) {
  try {
    if (await isWhole(path, response)) await (await caches.open(CACHE)).put(at(path), response);
  } catch (problem) {
    console.info(`${path} is not kept:`, problem.message);
  }
}

/** Answer with what is there now; where there is no network, with what was kept. */
async function current(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = await matching(pathOf(request.url));
    if (kept) return kept;
    if (request.mode === "navigate") return listOfPages();
    throw problem;
  }
}

async function matching(path) {
  try {
    return await (await caches.open(CACHE)).match(at(path));
  } catch {
    return undefined;
  }
}

async function isWhole(path, response) {
  const [, start] = HASHED.exec(path);
  return (await digest(await response.clone().arrayBuffer())).startsWith(start);
}

async function digest(data) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function listOfPages() {
  const pages = Object.keys(SITE.files).filter((path) => /^$|\/$/.test(path));
  const items = pages.map((path) => `<li><a href="${at(path)}">${path || "start"}</a></li>`);
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Offline</title>
<meta name="viewport" content="width=device-width"><h1>You are offline</h1>
<p>This page is not kept in your browser. These are:</p><ul>${items.join("")}</ul></html>`;
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html" } });
}
