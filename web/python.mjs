// Python at build time: splits and compiles the standard library, packs the stage.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const WEB = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(WEB);
const CACHE = join(ROOT, ".cache", "web");
const PACK = join(WEB, "python", "pack.py");
const PYODIDE = join(WEB, "node_modules", "pyodide");
const STOCK = join(PYODIDE, "python_stdlib.zip");

/** What Pyodide's own lock file says, but for the packages: there are none. */
export const LOCK = {
  info: JSON.parse(await readFile(join(PYODIDE, "pyodide-lock.json"), "utf8")).info,
  packages: {},
};

export const digest = (data) => createHash("sha256").update(data).digest("hex");
export const hash = (data) => digest(data).slice(0, 16);

/** Return the paths of the two zips of the standard library; made once for each Pyodide. */
export async function library() {
  const kept = join(CACHE, hash(Buffer.concat([await readFile(STOCK), await readFile(PACK)])));
  if (!existsSync(kept)) {
    const { pack } = await start(STOCK);
    const [core, rest] = pack.library().toJs();
    const fresh = `${kept}.${process.pid}`;
    await rm(CACHE, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await writeFile(join(fresh, "core.zip"), core);
    await writeFile(join(fresh, "rest.zip"), rest);
    await rename(fresh, kept);
  }
  return { core: join(kept, "core.zip"), rest: join(kept, "rest.zip") };
}

/** Pack the stage and list the snippets, with the Python that readers get. */
export async function stageAndSnippets(core) {
  const { python, pack } = await start(core);
  for (const name of ["src", "snippets"]) {
    python.FS.mkdirTree(`/${name}`);
    python.FS.mount(python.FS.filesystems.NODEFS, { root: join(ROOT, name) }, `/${name}`);
  }
  return { stage: pack.stage("/src").toJs(), snippets: pack.catalogue("/snippets") };
}

async function start(stdLibURL) {
  const python = await loadPyodide({
    indexURL: PYODIDE,
    stdLibURL,
    lockFileContents: LOCK,
  });
  python.FS.mkdirTree("/build");
  python.FS.writeFile("/build/pack.py", await readFile(PACK));
  python.runPython("import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '/build')");
  return { python, pack: python.pyimport("pack") };
}
