// The files of a reader's Python: their names carry what is in them, and nothing unread is trusted.

const at = (name) => new URL(name, import.meta.url).href;

/**
 * Fetch a file, and see that it is what was built; once more past every cache where it is not.
 *
 * @param {{name: string, digest: string}} file its digest is SHA-256 in hexadecimal
 * @param {(bytes: number) => void} onFetched
 */
export async function fetched({ name, digest }, onFetched = () => {}) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(at(name), { cache });
    if (!response.ok) throw new Error(`${name} could not be fetched: HTTP ${response.status}`);
    const counted = response.body.pipeThrough(counting(onFetched));
    const data = await new Response(counted).arrayBuffer();
    if ((await digestOf(data, digest)) === digest) return data;
  }
  throw new Error(`${name} arrived damaged`);
}

function counting(tell) {
  return new TransformStream({
    transform(chunk, controller) {
      tell(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
}

/** Where a page is not secure, browsers have no digests; there is nothing to protect either. */
async function digestOf(data, otherwise) {
  if (!crypto.subtle) return otherwise;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
