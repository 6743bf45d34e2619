// Runs programs in the Pyodide that readers get, under Node.
//
//   node pyodide_runner.mjs FOLDER   (FOLDER/assets/run is what web/build.mjs built)
//
// Standard input: a JSON list of {name, source, values}; with {outcomes} too, every order is tried, and
// with {choices, checksum} that one order. `values` is JSON: the expressions that are watched, if any are.
// Standard output: a line of JSON for each: {name, streamed, restFetched, shown, picture}, or {name, tried}.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { LOCK } from "../../web/python.mjs";
import { boot } from "../../web/src/boot.js";

const folder = resolve(process.argv[2], "assets", "run");
const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
const part = (name) => readFile(join(folder, manifest[name].name));
const rest = await part("rest");
const kept = await mkdtemp(join(tmpdir(), "pyodide-"));
const core = join(kept, "core.zip");
await writeFile(core, gunzipSync(await part("core")));

let input = "";
for await (const chunk of process.stdin.setEncoding("utf8")) input += chunk;

let restFetched = false;
const { browser, orders } = await boot({
  pyodide: {
    indexURL: fileURLToPath(new URL("../../web/node_modules/pyodide", import.meta.url)),
    lockFileContents: LOCK,
    stdLibURL: core,
  },
  stage: gunzipSync(await part("stage")),
  fetchRest() {
    restFetched = true;
    return new Uint8Array(rest);
  },
});
await rm(kept, { recursive: true });
for (const { name, source, values = "[]", outcomes, choices, checksum } of JSON.parse(input)) {
  let streamed = "";
  restFetched = false;
  const filename = `${name.split("/").pop()}.py`;
  if (outcomes) {
    const tried = orders().orders(source, filename, JSON.stringify(outcomes), values, "run", () => {});
    console.log(JSON.stringify({ name, tried: JSON.parse(tried) }));
    continue;
  }
  if (checksum) {
    const tried = orders().order(source, filename, choices, checksum, values, "run");
    console.log(JSON.stringify({ name, tried: JSON.parse(tried) }));
    continue;
  }
  const shown = JSON.parse(browser.run(source, filename, values, (text) => (streamed += text)));
  const { picture } = JSON.parse(browser.picture("run"));
  console.log(JSON.stringify({ name, streamed, restFetched, shown, picture }));
}
