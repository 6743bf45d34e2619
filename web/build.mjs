// Builds what runs in the reader's browser:  node web/build.mjs FOLDER
//
// FOLDER is the root of what is published: docs/ before the site is built, or site/ after.
// Everything goes to FOLDER/assets/run/ under names that carry a hash, but for run.js there, which
// `mkdocs.yml` names, and the service worker, whose scope is its own folder; `guide/seal.py`
// completes both.

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { LOCK, digest, hash, library, stageAndSnippets } from "./python.mjs";

const WEB = dirname(fileURLToPath(import.meta.url));
const MODULES = join(WEB, "node_modules");
const BROWSERS = ["chrome111", "firefox114", "safari16.4"];

// Node would print the line that threw, which in Pyodide is a megabyte long.
process.on("uncaughtException", (problem) => {
  console.error(`web/build.mjs: ${problem.message}`);
  process.exit(1);
});

const target = process.argv[2];
if (!target) {
  console.error("usage: node web/build.mjs FOLDER   (the root of what is published)");
  process.exit(1);
}
const OUT = join(resolve(target), "assets", "run");
const packages = new Set(["pyodide"]);

/** Bundle one entry of `src/`; `given` names what the build tells it. */
async function bundle(entry, given, format = "esm") {
  const result = await build({
    absWorkingDir: WEB,
    entryPoints: [join("src", entry)],
    bundle: true,
    write: false,
    format,
    target: BROWSERS,
    minify: true,
    metafile: true,
    legalComments: "none",
    logLevel: "error",
    loader: { ".css": "text", ".html": "text" },
    external: ["node:*", "ws"],
    define: Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
    if (name) packages.add(name[1]);
  }
  return result.outputFiles[0].contents;
}

/** Write a file under a name that carries its hash; return its name, size and digest. */
async function publish(name, data) {
  const ending = extname(name);
  const hashed = `${name.slice(0, -ending.length)}-${hash(data)}${ending}`;
  await writeFile(join(OUT, hashed), data);
  return { name: hashed, bytes: data.length, digest: digest(data) };
}

/** Compress here, since not every host does, under a name that makes no host or browser inflate it. */
function publishCompressed(name, data) {
  return publish(name, gzipSync(data, { level: 9 }));
}

/** Collect the licences of all that is shipped. */
async function notices() {
  const parts = ["What runs here was written by others, under these licences.\n"];
  for (const name of [...packages].sort()) {
    const { version, license } = JSON.parse(
      await readFile(join(MODULES, name, "package.json"), "utf8"),
    );
    const text = await readFile(join(MODULES, name, "LICENSE"), "utf8").catch(() => "");
    parts.push(`${name} ${version}: ${license}\n\n${text}`);
  }
  parts.push("CPython, inside Pyodide: PSF-2.0\n");
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });

const { core, rest } = await library();
const { stage, snippets } = await stageAndSnippets(core);
const worker = await bundle("worker.js", { LOCK }, "iife");
const python = {
  worker: await publishCompressed("worker.bin", worker),
  wasm: await publishCompressed("python.bin", await readFile(join(MODULES, "pyodide/pyodide.asm.wasm"))),
  core: await publishCompressed("core.bin", await readFile(core)),
  stage: await publishCompressed("stage.bin", stage),
  rest: await publish("rest.zip", await readFile(rest)),
};
const editor = await publish("editor.js", await bundle("editor.js", {}));
const game = await publish("game.js", await bundle("game.js", {}));
const catalogue = await publish("snippets.json", new TextEncoder().encode(snippets));
const box = new TextDecoder().decode(await bundle("box.js", {}, "iife"));
const boxHash = createHash("sha256").update(box).digest("base64");
const boxPolicy = `default-src 'none'; script-src 'sha256-${boxHash}' 'wasm-unsafe-eval'; worker-src blob:`;
const boxPage = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${boxPolicy}"><script>${box}</script>`;
const atFirst = ["worker", "wasm", "core", "stage"];
const assets = {
  python,
  editor,
  game,
  snippets: catalogue,
  bytes: atFirst.reduce((sum, part) => sum + python[part].bytes, 0),
};
const run = await publish("run.js", await bundle("run.js", { ASSETS: assets, BOX: boxPage }));
await writeFile(join(OUT, "run.js"), `import "./${run.name}";\n`);

for (const entry of ["service-worker.js", "service-worker-end.js"]) {
  await writeFile(join(resolve(target), entry), await bundle(entry, {}, "iife"));
}
await writeFile(join(OUT, "NOTICES.txt"), await notices());
const published = { ...python, editor, game, snippets: catalogue, run };
await writeFile(join(OUT, "manifest.json"), JSON.stringify({ ...published, box: `sha256-${boxHash}` }, null, 1));
for (const [part, { name, bytes }] of Object.entries(published)) {
  console.log(`${part.padEnd(9)} ${(bytes / 1000).toFixed(1).padStart(8)} kB  ${name}`);
}
