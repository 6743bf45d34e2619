// Starts Python with the stage in it: in the reader's worker, and in the tests under Node.

import { loadPyodide } from "pyodide";

const STAGE = "/lib/stage.zip";

/**
 * Start Python; return its module `import_asyncio.browser.run`, and a function that imports
 * `import_asyncio.browser.orders`.
 *
 * @param {object} parts
 * @param {string} parts.indexURL folder of Pyodide's engine
 * @param {object} parts.lock what Pyodide knows of itself and of packages
 * @param {string} parts.core address of the zip with the everyday part of the standard library
 * @param {Uint8Array} parts.stage zip with the package `import_asyncio`
 * @param {() => Uint8Array} parts.fetchRest returns the zip with the rest of the standard library
 */
export async function boot({ indexURL, lock, core, stage, fetchRest }) {
  const python = await loadPyodide({
    indexURL,
    stdLibURL: core,
    lockFileContents: lock,
    fsInit: async (FS) => FS.writeFile(STAGE, stage),
  });
  python.runPython(`import sys; sys.path.insert(0, "${STAGE}")`);
  python.pyimport("import_asyncio.browser.stdlib").install(fetchRest);
  const browser = python.pyimport("import_asyncio.browser.run");
  return { browser, orders: () => python.pyimport("import_asyncio.browser.orders") };
}
