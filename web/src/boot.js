// Starts Python with the stage in it: in the reader's worker, and in the tests under Node.

import { loadPyodide } from "pyodide";

/** What Pyodide needs to know of packages: that there are none. */
export const NO_PACKAGES = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" },
  packages: {},
};
const STAGE = "/lib/stage.zip";

/**
 * Start Python; return its module `import_asyncio.browser.run`, and a function that imports
 * `import_asyncio.browser.orders`.
 *
 * @param {object} parts
 * @param {string} parts.indexURL folder of Pyodide's engine
 * @param {string} parts.core address of the zip with the everyday part of the standard library
 * @param {Uint8Array} parts.stage zip with the package `import_asyncio`
 * @param {() => Uint8Array} parts.fetchRest returns the zip with the rest of the standard library
 */
export async function boot({ indexURL, core, stage, fetchRest }) {
  const python = await loadPyodide({
    indexURL,
    stdLibURL: core,
    lockFileContents: NO_PACKAGES,
    fsInit: async (FS) => FS.writeFile(STAGE, stage),
  });
  python.runPython(`import sys; sys.path.insert(0, "${STAGE}")`);
  python.pyimport("import_asyncio.browser.stdlib").install(fetchRest);
  const browser = python.pyimport("import_asyncio.browser.run");
  return { browser, orders: () => python.pyimport("import_asyncio.browser.orders") };
}
