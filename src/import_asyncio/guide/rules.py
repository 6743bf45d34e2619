"""What every snippet and every page has to keep to. Each rule yields complaints in words."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml

from import_asyncio.guide import snippet
from import_asyncio.guide.markup_rules import NOTES
from import_asyncio.guide.pages import Embed, Page, outside_fences
from import_asyncio.guide.rendered import RenderedPage, line_of
from import_asyncio.program import BLOCK, VERSION, Program

MOST_LINES = 40
MOST_COLUMNS = 72
LAST_LINE = "asyncio.run(main())"
GUIDE = ("snippet", "orders", "order")
PUT_IN = re.compile(r'--8<--\s*"([^"]*)"')
PUT_IN_WHOLE = {"docs/contributing.md": "CONTRIBUTING.md"}
NAME = re.compile(r"[a-z][a-z_]*/[a-z][a-z_]*")
NEEDED_BY = {
    "threads": re.compile(r"\bthreading\b|\bconcurrent\b|\bto_thread\b|\brun_in_executor\b"),
    "sockets": re.compile(r"\bsocket\b|_connection\(|start_server\(|_endpoint\("),
    "pytest": re.compile(r"\bpytest\b"),
}
BY_HAND = ("__import__", "exec", "eval")
FRONT_MATTER = {"title", "description", "hide", "search"}
KEYS = {"requires-python", "tool"}
TOOLS = {"import-asyncio"}
MINORS_OF_CI = (11, 12, 13, 14, 15)
NEWEST_MICRO = 99
ENDINGS = (".md", ".ipynb")


def form(path: Path, program: Program) -> Iterator[str]:
    """Complain of a snippet's form: its size, its first and last lines, what it imports."""
    where = path.as_posix()
    yield from _line_ends(path)
    lines = program.source.splitlines()
    if len(lines) > MOST_LINES:
        yield f"{where}: {len(lines)} lines; a snippet has at most {MOST_LINES}"
    for number, line in enumerate(lines, start=1):
        if len(line) > MOST_COLUMNS:
            yield f"{where}:{number}: {len(line)} columns; a line has at most {MOST_COLUMNS}"
    if program.is_test and not path.name.startswith("test_"):
        yield f"{where}: the name begins with test_, so that pytest finds it"
    if not program.is_test and program.shown.splitlines()[-1] != LAST_LINE:
        yield f"{where}: the last line is `{LAST_LINE}`, so that the file runs as it is pasted"
    if not program.source.startswith(program.shown):
        yield f"{where}: the metadata stands at the end, so that it moves no line of the program"
    if path.stem in sys.stdlib_module_names:
        yield f"{where}: the name hides Python's own module {path.stem}; take another one"
    try:
        tree = ast.parse(program.source)
    except SyntaxError as problem:
        yield f"{where}:{problem.lineno}: {problem.msg}"
        return
    yield from _metadata(where, program)
    said = ast.get_docstring(tree) or ""
    if not said.endswith(".") or "\n" in said:
        yield f"{where}: the docstring is one sentence on one line, and ends with a full stop"
    for node in ast.walk(tree):
        yield from _imports(where, node, program.needs)
        if isinstance(node, ast.Name) and node.id in BY_HAND:
            yield f"{where}:{node.lineno}: `{node.id}`; write out what the program does"
        if isinstance(node, ast.Name) and node.id == "__name__":
            yield f"{where}:{node.lineno}: no `__name__` guard; a snippet is only ever run"


def is_called_by_words(name: str, folder: Path) -> Iterator[str]:
    """Complain of a snippet that is not called by words, in one folder."""
    if not NAME.fullmatch(name):
        yield (
            f"{folder.as_posix()}/{name}.py: a snippet is called by words in lower case, never by "
            f"numbers, in a folder of its own page, as {folder.as_posix()}/lock/lost_update.py"
        )


def _line_ends(path: Path) -> Iterator[str]:
    for file in (path, path.with_suffix(".out")):
        if file.is_file() and b"\r" in file.read_bytes():
            yield f"{file.as_posix()}: save it with the line ends of Unix (LF)"


def _metadata(where: str, program: Program) -> Iterator[str]:
    """Complain of metadata that nobody reads, and of a program that no Python of CI may run."""
    if "# ///" in program.shown:
        yield f"{where}: a line with `# ///` that is no metadata; it is `# /// script` … `# ///`"
    if block := BLOCK.search(program.source):
        data = tomllib.loads(re.sub(r"^# ?", "", block[1], flags=re.MULTILINE))
        own = data.get("tool", {})
        for key in [*(data.keys() - KEYS), *(f"tool.{name}" for name in own.keys() - TOOLS)]:
            yield (
                f"{where}: the metadata has {key}, which nobody reads; a snippet may have "
                "requires-python, and [tool.import-asyncio] with ends and needs"
            )
    bounds = [bound.strip() for bound in program.requires_python.split(",") if bound.strip()]
    for bound in bounds:
        if not VERSION.fullmatch(bound):
            yield f'{where}: requires-python has "{bound}"; write it like ">=3.13" or "<3.12"'
    for need in program.needs:
        if not NEEDED_BY[need].search(program.shown):
            yield f"{where}: needs {need}, and uses none; then the stage can run it: leave it out"
    if not any(program.runs_on((3, minor, NEWEST_MICRO)) for minor in MINORS_OF_CI):
        yield (
            f'{where}: no Python that checks this guide may run it (requires-python = "'
            f'{program.requires_python}"); it is checked on 3.{min(MINORS_OF_CI)} to '
            f"3.{max(MINORS_OF_CI)}"
        )


def _imports(where: str, node: ast.AST, needs: Sequence[str]) -> Iterator[str]:
    modules: list[str | None] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [None if node.level else node.module]
    for module in modules:
        if module in ("importlib", "runpy"):
            yield f"{where}:{node.lineno}: imports by {module}; write `import`"  # type: ignore[attr-defined]
        if module is None or module.partition(".")[0] not in {*sys.stdlib_module_names, *needs}:
            yield (
                f"{where}:{node.lineno}: imports {module or 'a neighbour'}; "  # type: ignore[attr-defined]
                "a snippet imports only the standard library"
            )


def blocks_stand_once(page: Page) -> Iterator[str]:
    """Complain of a block that a page has twice."""
    for number, embed in enumerate(page.embeds):
        same = [e for e in page.embeds[:number] if _says_the_same(e, embed)]
        if same and embed.name and embed.kind != "details":
            yield (
                f"{embed.page}:{embed.line}: {embed.kind} | {embed.name} stands already in line "
                f"{same[0].line}; link to it"
            )


def _says_the_same(one: Embed, other: Embed) -> bool:
    cancels = [
        [option for option in embed.options if option.startswith("cancel:")]
        for embed in (one, other)
    ]
    return (one.kind, one.name) == (other.kind, other.name) and cancels[0] == cancels[1]


def tables_fit(path: Path) -> Iterator[str]:
    """Complain of a row with more or fewer cells than its table: Markdown drops or adds some."""
    columns = 0
    for number, line in outside_fences(path.read_text("utf-8").splitlines()):
        cells = len(_cells(line))
        if not line.strip().startswith("|"):
            columns = 0
        elif not columns:
            columns = cells
        elif cells != columns:
            yield (
                f"{path.as_posix()}:{number}: {cells} cells in a table of {columns} columns; "
                "write a bar that is no border as `\\|`"
            )


def _cells(row: str) -> list[str]:
    return re.sub(r"`[^`]*`|\\\\.", "", row.strip()).strip("|").split("|")


def only_known_files_are_put_in(path: Path, folder: Path) -> Iterator[str]:
    """Complain of a part of a file that is neither a snippet nor one of a named few."""
    lines_of_page = path.read_text("utf-8").splitlines()
    outside = set(outside_fences(lines_of_page))
    for number, line in enumerate(lines_of_page, start=1):
        for name in PUT_IN.findall(line):
            file, _, lines = name.partition(":")
            if PUT_IN_WHOLE.get(path.as_posix()) == name:
                continue
            if (number, line) in outside:
                yield f"{path.as_posix()}:{number}: put {name} into a fence: ```python … ```"
            if not file.startswith(f"{folder.as_posix()}/") and file != NOTES.as_posix():
                yield (
                    f"{path.as_posix()}:{number}: puts in {file}; only parts of programs under "
                    f"{folder.as_posix()}/ may be put in, and of {NOTES.as_posix()}"
                )
            elif Path(file).is_file() and not _are_in(lines, Path(file)):
                yield f"{path.as_posix()}:{number}: {file} has no lines {lines}"


def front_matter_is_read(path: Path) -> Iterator[str]:
    """Complain of settings above a page that the engine would leave aside without a word."""
    text = path.read_text("utf-8")
    if not text.startswith("---"):
        return
    try:
        settings = yaml.safe_load(text.split("---")[1])
    except yaml.YAMLError as problem:
        yield f"{path.as_posix()}:1: what stands above the page is not YAML: {problem}"
        return
    unknown = set(settings) - FRONT_MATTER if isinstance(settings, dict) else {str(settings)}
    for name in sorted(unknown):
        yield f"{path.as_posix()}:1: {name} stands above the page, and nobody reads it"


def _are_in(lines: str, file: Path) -> bool:
    last = len(file.read_text("utf-8").splitlines())
    return all(1 <= int(number) <= last for number in re.findall(r"\d+", lines))


def headings_have_the_slug(page: Page) -> Iterator[str]:
    """Complain where a snippet named after a page's folder does not stand under its own heading."""
    own = Path(page.path).parent.name
    for embed in page.embeds:
        folder, _, slug = embed.name.removesuffix(".py").partition("/")
        if embed.kind == "snippet" and folder == own and not embed.nested and embed.heading != slug:
            yield (
                f"{embed.page}:{embed.line}: give {embed.name} a heading of its own that ends "
                f"in {{ #{slug} }}"
            )


def every_page_is_on_the_menu(config: Path, menu: Sequence[str], docs: Path) -> Iterator[str]:
    """Complain of a page that no menu leads to, and of a menu that leads to no page."""
    written = {p.relative_to(docs).as_posix() for end in ENDINGS for p in docs.rglob(f"*{end}")}
    for page in sorted(written - set(menu)) if menu else []:
        yield f"{docs.as_posix()}/{page} is on no menu; name it under `nav` in {config.as_posix()}"
    for page in menu:
        if page.endswith(ENDINGS) and page not in written:
            yield (
                f"{config.as_posix()}:{line_of(page, config.read_text('utf-8'))}: there is no page "
                f"{docs.as_posix()}/{page}; write it, or take it off `nav`"
            )


def every_snippet_is_shown(pages: Iterable[RenderedPage], folder: Path) -> Iterator[str]:
    """Complain of a snippet that no page shows."""
    shown = {
        element.attributes[f"data-{kind}"]
        for page in pages
        for element in page.content
        for kind in GUIDE
        if f"data-{kind}" in element.attributes
    }
    for name in snippet.names(folder):
        if name not in shown:
            yield f"{folder.as_posix()}/{name}.py is on no page; show it, or remove it"


def every_transcript_has_a_program(folder: Path) -> Iterator[str]:
    """Complain of a transcript whose program is gone, and of what is no snippet at all."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "__pycache__")) for part in inner)
        if len(inner) > 1 and not hidden and path.suffix not in (".py", ".out"):
            yield f"{path.as_posix()}: below {folder.as_posix()}/FOLDER/ lie only snippets"
    for path in sorted(folder.rglob("*.out")):
        if not snippet.program_of(path).exists():
            yield f"{path.as_posix()} is the transcript of no program; remove it"
