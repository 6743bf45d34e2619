// After the first Run the service worker keeps the site, for reading and running offline.

export async function keep() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL("../../service-worker.js", import.meta.url));
  } catch (problem) {
    console.info("nothing is kept for offline reading:", problem.message);
  }
}
