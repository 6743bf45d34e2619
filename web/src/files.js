// The files of a reader's Python and editor: their names carry what is in them, and nothing that was
// not read through is trusted.

const at = (name) => new URL(name, import.meta.url).href;
const UPDATED = "the guide was updated since you opened this page; reload it";

/**
 * Fetch a file, and see that it is what was built; once more past every cache where it is not.
 *
 * @param {{name: string, digest: string}} file its digest is SHA-256 in hexadecimal
 * @param {(bytes: number) => void} onFetched
 */
export async function fetched({ name, digest }, onFetched = () => {}) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(at(name), { cache });
    if (!response.ok) {
      throw new Error((await explained()) ?? `${name} could not be fetched: HTTP ${response.status}`);
    }
    const counted = response.body.pipeThrough(counting(onFetched));
    const data = await new Response(counted).arrayBuffer();
    if ((await digestOf(data, digest)) === digest) return data;
  }
  throw new Error((await explained()) ?? `${name} arrived damaged`);
}

/** Import a module, if it is what was built: the browser holds it against its digest. */
export async function imported(file) {
  await fetched(file);
  const script = document.createElement("script");
  script.type = "module";
  script.src = at(file.name);
  script.integrity = `sha256-${btoa(String.fromCharCode(...bytesOf(file.digest)))}`;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${file.name} could not be loaded`));
    document.head.append(script);
  });
  script.remove();
  return import(script.src);
}

/** Say so, if what is missing belongs to a version of the site that is there no longer. */
async function explained() {
  try {
    const response = await fetch(location.href, { cache: "reload" });
    const [, current] = /\/(run-[0-9a-f]+\.js)"/.exec(await response.text());
    return import.meta.url.endsWith(current) ? null : UPDATED;
  } catch {
    return null;
  }
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

function bytesOf(digest) {
  return digest.match(/../g).map((byte) => parseInt(byte, 16));
}
