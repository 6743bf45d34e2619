// A Python that is built for WebAssembly, called as `python` is:
//
//   node web/pythons/run.mjs 3.15 [-m MODULE | FILE] [ARGUMENT ...]
//
// It sees this repository as its working folder and the stage on its path, reads standard input to
// its end before it begins, and writes what it prints when it is done.

import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "..", "..");
const AS_PYTHON = `
import io, os, runpy, sys, traceback

def call(arguments, given):
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(given), io.StringIO(), io.StringIO()
    is_module = arguments[0] == "-m"
    sys.argv = arguments[1:] if is_module else arguments
    try:
        (runpy.run_module if is_module else runpy.run_path)(sys.argv[0], run_name="__main__")
        status = 0
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
        status = 1
    return sys.stdout.getvalue(), sys.stderr.getvalue(), status

sys.dont_write_bytecode = True
os.chdir("/guide")
sys.path[:0] = ["/guide/src"]
call
`;

const [series, ...command] = process.argv.slice(2);
const given = process.stdin.isTTY ? "" : await text(process.stdin);
const { loadPyodide } = await import(`pyodide-${series}`);
const python = await loadPyodide({ indexURL: join(HERE, "node_modules", `pyodide-${series}`) });
python.FS.mkdirTree("/guide");
python.FS.mount(python.FS.filesystems.NODEFS, { root: ROOT }, "/guide");
const call = python.runPython(AS_PYTHON);
const [out, err, status] = call(python.toPy(command), given).toJs();
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = status;
