// Published in place of service-worker.js, this ends it in every browser that has it: see
// `guide/seal.py`.

const MINE = `import-asyncio ${new URL("./", self.location).pathname} `;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  for (const name of await caches.keys()) if (name.startsWith(MINE)) await caches.delete(name);
  await self.registration.unregister();
}
