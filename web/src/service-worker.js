// Keeps the site for a second visit offline. Files whose name carries a hash never change, so
// they come from here first; everything else comes from the network first.

const MINE = `import-asyncio ${new URL("./", self.location).pathname} `;
const ASSETS = `${MINE}assets ${VERSION}`;
const PAGES = `${MINE}pages`;
const HASHED = /\/assets\/run\/.*-[0-9a-f]{12}[./]/;
const at = (file) => new URL(file, self.location).href;

self.addEventListener("install", (event) => {
  event.waitUntil(precache().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  event.waitUntil(keepPages(event.data));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(at("./"))) return;
  event.respondWith(HASHED.test(request.url) ? cacheFirst(request) : networkFirst(request));
});

async function precache() {
  const cache = await caches.open(ASSETS);
  for (const file of FILES) {
    const kept = HASHED.test(at(file)) && (await caches.match(at(file)));
    await (kept ? cache.put(at(file), kept) : cache.add(at(file)));
  }
}

async function forgetOld() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${MINE}assets `) && name !== ASSETS) await caches.delete(name);
  }
}

async function keepPages(urls) {
  const cache = await caches.open(PAGES);
  const fresh = urls.filter((url) => !HASHED.test(url));
  await Promise.allSettled(fresh.map((url) => cache.add(url)));
}

async function cacheFirst(request) {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(ASSETS)).put(request.url, response.clone());
  return response;
}

async function networkFirst(request) {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(PAGES)).put(request, response.clone());
    return response;
  } catch (problem) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw problem;
  }
}
