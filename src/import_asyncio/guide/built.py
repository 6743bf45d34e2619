"""One look at what is built: reads every page of the site, and refuses what must not be published.

`python -m import_asyncio.guide.built site` is the last step of `make build`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from import_asyncio.errors import GuideError
from import_asyncio.guide import block_rules, markup_rules, notebook, pages, rules, snippet
from import_asyncio.guide.lift import PICTURES, put_back
from import_asyncio.guide.markup import Element, parse
from import_asyncio.guide.rendered import RenderedPage

INDEX = "index.html"
NOT_FOUND = "404.html"
OF_THE_THEME = "assets/javascripts"
KNOWN_ADDRESSES = ("http://www.w3.org/", "https://cdn.jsdelivr.net/pyodide/v")
ADDRESS = re.compile(r"(?<![\w:])(?:(?:https?|wss?):)?//[\w-]+(?:\.[\w-]+)+[^\s\"'`)]*")
IN_STYLES = re.compile(r"[^\s\"'()]*//[^\s\"')]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DATA = re.compile(r"url\(\s*([\"']?)data:.*?\1\s*\)", re.DOTALL)
LEADING = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src"}


def complaints(site: Path, docs: Path = pages.DOCS, folder: Path = snippet.FOLDER) -> Iterator[str]:
    """Yield everything that is wrong with a built site, each with its page and what to do."""
    built = {}
    for path in sorted(site.rglob("*.html")):
        try:
            built[path] = parse(put_back(path))
        except GuideError as problem:
            yield f"{path.as_posix()}: {problem}; build again"
            return
    not_found = built.pop(site / NOT_FOUND)
    own = frozenset(markup_rules.inline(e) for e in not_found if e.tag in ("script", "style"))
    found = RenderedPage(site / NOT_FOUND, "", not_found)
    yield from markup_rules.ids_occur_once(found)
    yield from markup_rules.nothing_is_asked_of_others(found)
    sources = {site / page_of(path, docs): path for path in written(docs)}
    for path, source in sources.items():
        if path not in built and not (site / source.relative_to(docs)).is_file():
            yield f"{source.as_posix()} has no page in {site.as_posix()}; build again"
    rendered = {}
    for path, tree in built.items():
        if path not in sources:
            yield f"{path.as_posix()}: written by hand in HTML; a page is Markdown under docs/"
            continue
        rendered[path] = RenderedPage(sources[path], sources[path].read_text("utf-8"), tree)
        yield from of_page(rendered[path], own, folder)
    yield from links_lead_somewhere(rendered)
    yield from files_ask_nobody(site)


def written(docs: Path) -> list[Path]:
    """Return the files from which pages are made."""
    return sorted(path for end in rules.ENDINGS for path in docs.rglob(f"*{end}"))


def page_of(source: Path, docs: Path) -> Path:
    """Return where in the site the page of a file stands."""
    path = source.relative_to(docs)
    return path.with_name(INDEX) if path.stem == "index" else path.with_suffix("") / INDEX


def of_page(page: RenderedPage, own: frozenset[str], folder: Path) -> Iterator[str]:
    """Yield what is wrong with one page."""
    yield from markup_rules.all_markup(page)
    yield from markup_rules.nothing_runs_from_the_page(page, own)
    if page.path.suffix == ".ipynb":
        yield from notebook.was_executed(page)
    else:
        yield from markup_rules.code_comes_from_files(page, folder)
        yield from block_rules.blocks_are_whole(page, pages.read(page.path).embeds, folder)


def links_lead_somewhere(built: dict[Path, RenderedPage]) -> Iterator[str]:
    """Complain of each link within the site to a page, a heading or a file that is not there."""
    for path, page in built.items():
        for element in page.tree:
            link = element.attributes.get(LEADING.get(element.tag, ""), "")
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not link:
                continue
            target = path
            if parts.path:
                target = Path(os.path.normpath(path.parent / unquote(parts.path)))
            if target.is_dir():
                target /= INDEX
            if not target.is_file() or (parts.fragment and target not in built):
                yield f"{_place(page, link)}: links to {link}, where nothing is"
            elif parts.fragment and unquote(parts.fragment) not in built[target].ids:
                yield f"{_place(page, link)}: links to {link}, and no heading has that id"


def _place(page: RenderedPage, link: str) -> str:
    return page.place(Element("", {}, 0, None, [link]))


def files_ask_nobody(site: Path) -> Iterator[str]:
    """Complain of a style sheet, a script or a picture that asks another host for something."""
    for path in sorted(site.rglob("*")):
        if path.suffix == ".css":
            text = DATA.sub("", COMMENT.sub("", path.read_text("utf-8")))
            found = IN_STYLES.findall(text)
        elif path.suffix in (".js", ".mjs") and OF_THE_THEME not in path.as_posix():
            found = ADDRESS.findall(path.read_text("utf-8"))
        elif path.suffix == ".svg":
            picture = RenderedPage(path, "", parse(path.read_text("utf-8")))
            styles = [markup_rules.inline(e) for e in picture.tree if e.tag == "style"]
            own = styles if path.parent == site / PICTURES else []
            yield from markup_rules.nothing_is_asked_of_others(picture)
            yield from markup_rules.nothing_runs_from_the_page(picture, frozenset(own))
            found = [address for style in styles for address in IN_STYLES.findall(style)]
        else:
            continue
        for address in found:
            if not address.startswith(KNOWN_ADDRESSES):
                yield (
                    f"{path.as_posix()}: asks another host for something ({address}); put what "
                    "it needs into docs/assets/ or web/"
                )


def main() -> int:
    """Look at the site that the command line names; return 1 if anything is wrong with it."""
    found = list(complaints(Path(sys.argv[1])))
    for complaint in found:
        print(complaint)
    if found:
        print(f"\n{len(found)} to mend", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
