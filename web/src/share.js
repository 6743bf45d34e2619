// A program in a link's fragment: #snippet=lock/exclusive&program=…
// The fragment never leaves the browser, and opening it runs nothing.

const LONGEST = 100_000;

export async function linkTo(page, name, source) {
  const fields = new URLSearchParams({ snippet: name, program: await pack(source) });
  return `${page.href.split("#")[0]}#${fields}`;
}

/**
 * Read a fragment; null if it is none of ours.
 * Resolves to {name, source}; `source` is null where only a snippet is named.
 */
export async function read(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const name = fields.get("snippet");
  if (!name) return null;
  const packed = fields.get("program");
  return { name, source: packed === null ? null : await unpack(packed) };
}

async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpack(packed) {
  const bytes = Uint8Array.from(
    atob(packed.replaceAll("-", "+").replaceAll("_", "/")),
    (char) => char.charCodeAt(0),
  );
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .pipeThrough(new TextDecoderStream("utf-8", { fatal: true }));
  let text = "";
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > LONGEST) throw new Error("the program in the link is too long");
  }
}
