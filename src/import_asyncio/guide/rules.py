"""What every snippet and every page has to keep to. Each rule yields complaints in words."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from import_asyncio.guide import snippet
from import_asyncio.guide.links import line_of
from import_asyncio.guide.pages import Embed, Fence, Page
from import_asyncio.program import Program

MOST_LINES = 40
MOST_COLUMNS = 72
LAST_LINE = "asyncio.run(main())"
EMBEDDING = '--8<-- "'
NOT_RUN = ("sh", "yaml", "toml", "markdown")
GUIDE = ("snippet", "orders", "order")
BLOCKS = (*GUIDE, "guarantees", "details")
ENDINGS = (".md", ".ipynb")


def form(path: Path, program: Program) -> Iterator[str]:
    """Complain of a snippet's form: its size, its first and last lines, what it imports."""
    where = path.as_posix()
    lines = program.source.splitlines()
    if len(lines) > MOST_LINES:
        yield f"{where}: {len(lines)} lines; a snippet has at most {MOST_LINES}"
    for number, line in enumerate(lines, start=1):
        if len(line) > MOST_COLUMNS:
            yield f"{where}:{number}: {len(line)} columns; a line has at most {MOST_COLUMNS}"
    if program.shown.splitlines()[-1] != LAST_LINE:
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
    said = ast.get_docstring(tree) or ""
    if not said.endswith(".") or "\n" in said:
        yield f"{where}: the docstring is one sentence on one line, and ends with a full stop"
    for node in ast.walk(tree):
        yield from _imports(where, node)
        if isinstance(node, ast.Name) and node.id == "__name__":
            yield f"{where}:{node.lineno}: no `__name__` guard; a snippet is only ever run"


def _imports(where: str, node: ast.AST) -> Iterator[str]:
    modules: list[str | None] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module]
    for module in modules:
        if module is None or module.partition(".")[0] not in sys.stdlib_module_names:
            yield (
                f"{where}:{node.lineno}: imports {module or 'a neighbour'}; "  # type: ignore[attr-defined]
                "a snippet imports only the standard library"
            )


def programs_come_from_files(page: Page) -> Iterator[str]:
    """Complain of code and output that somebody typed into a page."""
    for fence in page.fences:
        if _language(fence) not in NOT_RUN and not _embedded(fence):
            yield (
                f"{fence.page}:{fence.line}: code or output typed by hand; put the program under "
                "snippets/ and show it with `/// snippet | folder/name.py`"
            )


def _language(fence: Fence) -> str:
    words = fence.language.strip("{} ").replace(".", " ").split()
    return words[0] if words else ""


def _embedded(fence: Fence) -> bool:
    lines = [line.strip() for line in fence.content.splitlines() if line.strip()]
    return bool(lines) and all(line.startswith(EMBEDDING) for line in lines)


def blocks_are_known(page: Page) -> Iterator[str]:
    """Complain of a block that nobody knows: the page would show it as plain text."""
    for embed in page.embeds:
        if embed.kind not in BLOCKS:
            yield (
                f"{embed.page}:{embed.line}: there is no block called {embed.kind}; "
                f"known are {', '.join(BLOCKS)}"
            )


def headings_have_the_slug(page: Page) -> Iterator[str]:
    """Complain where a snippet of a page's own folder does not stand under its own heading."""
    own = Path(page.path).stem
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


def every_snippet_is_shown(pages: Iterable[Page], folder: Path) -> Iterator[str]:
    """Complain of a snippet that no page shows."""
    shown = {embed.name.removesuffix(".py") for embed in _programs(pages)}
    for name in snippet.names(folder):
        if name not in shown:
            yield f"{folder.as_posix()}/{name}.py is on no page; show it, or remove it"


def every_transcript_has_a_program(folder: Path) -> Iterator[str]:
    """Complain of a transcript whose program is gone."""
    for path in sorted(folder.rglob("*.out")):
        if not path.with_suffix(".py").exists():
            yield f"{path.as_posix()} is the transcript of no program; remove it"


def _programs(pages: Iterable[Page]) -> list[Embed]:
    return [embed for page in pages for embed in page.embeds if embed.kind in GUIDE]
