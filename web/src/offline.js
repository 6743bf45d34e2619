// After the first Run the service worker keeps what was fetched, for a second visit offline.

export async function keep() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const root = new URL("../../", import.meta.url);
    await navigator.serviceWorker.register(new URL("service-worker.js", root));
    const { active } = await navigator.serviceWorker.ready;
    const here = [location.href.split("#")[0]];
    const used = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage([...here, ...used].filter((url) => url.startsWith(root.href)));
  } catch (problem) {
    console.info("nothing is kept for offline reading:", problem.message);
  }
}
