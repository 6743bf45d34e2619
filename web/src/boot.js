// Starts Python with the stage in it: in the reader's worker, and in the tests under Node.

import { loadPyodide } from "pyodide";

const STAGE = "/lib/stage.zip";
const READY = `
import sys
sys.path.insert(0, "${STAGE}")
import import_asyncio.browser.run, import_asyncio.browser.stdlib
`;

/**
 * Start Python; return its module `import_asyncio.browser.run`, a function that imports
 * `import_asyncio.browser.orders`, and where `makes` asks for it a snapshot of its memory.
 *
 * @param {object} parts
 * @param {Uint8Array} parts.stage zip with the package `import_asyncio`
 * @param {() => Uint8Array} parts.fetchRest returns the zip with the rest of the standard library
 * @param {ArrayBuffer} [parts.snapshot] the memory of a Python that was started before
 * @param {boolean} [parts.makes] whether to make a snapshot
 * @param {object} parts.pyodide what else Pyodide wants: indexURL, lockFileContents, stdLibURL
 */
export async function boot({ stage, fetchRest, snapshot, makes = false, pyodide }) {
  const python = await loadPyodide({
    ...pyodide,
    fsInit: async (FS) => FS.writeFile(STAGE, stage),
    ...(snapshot ? { _loadSnapshot: snapshot } : { _makeSnapshot: makes }),
  });
  if (!snapshot) python.runPython(READY);
  const made = makes && !snapshot ? python.makeMemorySnapshot().buffer : null;
  python.pyimport("import_asyncio.browser.stdlib").install(fetchRest);
  return {
    browser: python.pyimport("import_asyncio.browser.run"),
    orders: () => python.pyimport("import_asyncio.browser.orders"),
    snapshot: made,
  };
}
