"""Packs modules into zips; runs in Pyodide, at build time.

Compiled inside the very Python that will import them, so that the magic number fits and a
reader's browser compiles nothing.
"""

import importlib
import importlib.util
import io
import json
import marshal
import sys
import zipfile
from pathlib import Path

EVERYDAY = """
    abc array ast asyncio base64 bisect calendar codecs collections concurrent.futures.thread
    contextlib contextvars copy dataclasses datetime decimal dis enum errno fractions functools
    gc hashlib heapq html inspect io itertools json keyword linecache locale logging math numbers
    operator os pathlib pprint queue random re reprlib selectors shutil signal socket statistics
    string struct subprocess sys textwrap threading time tomllib traceback types typing warnings
    weakref zipimport zlib
"""
SHOWN_IN_TRACEBACKS = ("asyncio/", "concurrent/", "contextlib.py", "threading.py", "queue.py")
NEVER = ("site-packages/", "_pyrepl/", "__phello__/", "idlelib/", "turtle", "lib2to3/")
ELSEWHERE = "elsewhere.txt"
UNCHECKED_HASH = b"\x01\x00\x00\x00"
DATE = (1980, 1, 1, 0, 0, 0)
WITHOUT_DOCSTRINGS = 2

Files = dict[str, bytes]


def library() -> tuple[bytes, bytes]:
    """Split the standard library: what asyncio programs import every day, and the rest.

    The first zip lists the modules of the second in ``elsewhere.txt``.
    """
    stock = next(part for part in sys.path if part.endswith(".zip"))
    with zipfile.ZipFile(stock) as archive:
        files = {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/") and not name.startswith(NEVER)
        }
    everyday = _everyday(stock)
    core = {name: data for name, data in files.items() if name in everyday}
    rest = {name: data for name, data in files.items() if name not in everyday}
    core[ELSEWHERE] = "\n".join(sorted(_module(name) for name in rest)).encode()
    return (
        pack(core, stock, zipfile.ZIP_STORED, SHOWN_IN_TRACEBACKS),
        pack(rest, "/lib/rest.zip", zipfile.ZIP_DEFLATED),
    )


def stage(folder: str) -> bytes:
    """Pack what the package ``import_asyncio`` needs in a browser."""
    sys.path.insert(0, folder)
    for name in ("stdlib", "run", "orders"):
        importlib.import_module(f"import_asyncio.browser.{name}")
    files = {
        module.__file__.removeprefix(f"{folder}/"): Path(module.__file__).read_bytes()
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] == "import_asyncio"
    }
    return pack(files, "/lib/stage.zip", zipfile.ZIP_STORED, optimize=WITHOUT_DOCSTRINGS)


def catalogue(folder: str) -> str:
    """List the snippets that run in a browser, as JSON: name, what it shows, source."""
    from import_asyncio.browser.support import about, runs_in_browser
    from import_asyncio.program import read

    found = []
    for path in sorted(Path(folder).rglob("*.py")):
        program = read(path)
        if runs_in_browser(program):
            name = path.relative_to(folder).with_suffix("").as_posix()
            found.append({"name": name, "about": about(program), "source": program.source})
    return json.dumps(found, ensure_ascii=False, indent=0)


def _everyday(stock: str) -> set[str]:
    for name in EVERYDAY.split():
        importlib.import_module(name)
    files = {str(getattr(module, "__file__", None)) for module in list(sys.modules.values())}
    inside = f"{stock}/"
    return {file.removeprefix(inside) for file in files if file.startswith(inside)}


def _module(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def pack(
    files: Files,
    folder: str,
    method: int,
    with_source: tuple[str, ...] = (),
    optimize: int = 0,
) -> bytes:
    """Return a zip of compiled modules as imported from ``folder``, equal for equal files.

    What the browser imports at once is stored as it is, for the browser inflates the whole faster
    than Python its parts.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            if name.endswith(".py"):
                _add(archive, f"{name}c", _compiled(f"{folder}/{name}", data, optimize), method)
            if not name.endswith(".py") or name.startswith(with_source):
                _add(archive, name, data, method)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    archive.writestr(zipfile.ZipInfo(name, DATE), data, method, compresslevel=9)


def _compiled(path: str, source: bytes, optimize: int) -> bytes:
    code = compile(source, path, "exec", dont_inherit=True, optimize=optimize)
    head = importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + importlib.util.source_hash(source)
    return head + marshal.dumps(code)
