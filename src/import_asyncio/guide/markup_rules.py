"""What the HTML of every page has to keep to, whoever wrote or made it.

A converted page is held to them by `make check`, a built one by `make build`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from import_asyncio.guide.markup import Element
from import_asyncio.guide.rendered import RenderedPage

NOTES = Path("docs/original-notes.txt")
TYPED = (Path("docs/contributing.md"),)
BLOCKS = {
    "snippet",
    "snippet-orders",
    "snippet-order",
    "snippet-mended",
    "guarantees",
    "game-block",
}
COMMAND = re.compile(r"(python -m|make|pip install|import-asyncio|cd) |$")
WORD_OF_CODE = ("code", "kbd", "tt", "var")
CODE = ("pre", "samp", "xmp", "listing", "plaintext", "textarea")
NOT_PROSE = (*CODE, "code", "kbd", "script", "style", "svg", "summary", "strong")
MADE = ("snippet-words", "snippet-bar", "orders-sentence", "orders-strip", "jp-CodeCell")
LEFTOVERS = {
    r"^\s*(`{3,}|~{3,})": "a fence that is not closed, or does not stand alone",
    r"`": "a backtick that is not closed",
    r"\*\*": "an open `**`",
    r"\[\^[\w-]+\]": "a footnote that nobody wrote",
    r"\]\s*\[|\]\s*\((?=\S*(/|#|\.md|:))": "a link that is none",
    r"^\s*\|.*\|\s*$": "a table that is none",
    r"^\s*#{1,6} ": "a heading that is none: it needs an empty line around it",
    r"\n\s*([-*+]|\d+\.) (?=\S)": "a list that is none: it needs an empty line before it",
    r"^\s*[<>]{7} ": "a conflict that was not resolved",
    r"(?<!\S):[a-z][\w-]*:(?!\S)": "a sign that the guide does not draw",
    r"\)\[[^\]]*\]": "a link whose brackets are swapped",
    r"/{2,}\s+\w+\s*\||/{3,}\s*\w+": "a block of a kind that nobody knows, or without its bar",
    r"--8<--": "a part of a file that was not put in",
    r"\{\s*[#.:]\s*[\w-]+": "attributes in braces that belong to nothing",
    r"^\s*(!!!|\?\?\?)": "an admonition of a kind that the guide has not",
    r"&(lt|gt|amp|quot|#\d+);": "a character that is escaped twice",
}
ASKING = (
    *("action", "archive", "background", "cite", "classid", "codebase", "data", "formaction"),
    *("href", "icon", "imagesrcset", "longdesc", "manifest", "ping", "poster", "profile"),
    *("src", "srcset", "xlink:href"),
)
ONLY_SAID = ("canonical", "next", "prev", "alternate", "author", "license")
PAINT = re.compile(r"\burl\(#([^)]+)\)")
PLACE_OF_PAGE = re.compile(r'new URL\("[^"]*"')


def all_markup(page: RenderedPage) -> Iterator[str]:
    """Complain of all that is wrong with any page, converted or built."""
    for rule in (
        ids_occur_once,
        no_markdown_is_left,
        one_first_heading,
        headings_say_something,
        links_say_where,
        pictures_have_words,
        pictures_are_drawn_by_the_stage,
        references_are_there,
        nothing_is_asked_of_others,
    ):
        yield from rule(page)


def ids_occur_once(page: RenderedPage) -> Iterator[str]:
    """Complain of an id that two elements have: links and labels would find only the first."""
    ids = Counter(e.attributes["id"] for e in page.tree if "id" in e.attributes)
    for name, times in ids.items():
        if times > 1:
            yield (
                f"{page.path.as_posix()}: the id {name} occurs {times} times; give each heading "
                "its own, and show a block once on a page"
            )


def code_comes_from_files(page: RenderedPage, folder: Path) -> Iterator[str]:
    """Complain of code or output that is not a part of a program, a transcript or the notes."""
    if page.path in TYPED:
        return
    for element in page.content:
        around = list(element.around)
        if not _looks_like_code(element) or any(set(e.classes) & BLOCKS for e in around):
            continue
        if any(map(_looks_like_code, around)):
            continue
        if not _is_quoted(element.text, folder):
            yield (
                f"{page.place(element)}: code or output typed by hand, or not as a file has it; "
                f"put the program under {folder.as_posix()}/ and show it with "
                "`/// snippet | folder/name.py`"
            )


def pictures_are_drawn_by_the_stage(page: RenderedPage) -> Iterator[str]:
    """Complain of a picture that was drawn by hand, and of a page within the page."""
    if page.path.suffix == ".ipynb" and page.content is not page.tree:
        return
    for element in page.all("svg", "math", "canvas", "img", "iframe", "object", "embed"):
        inside = any(set(e.classes) & BLOCKS for e in element.around)
        if element.tag == "img" and not element.attributes.get("src", "").startswith("data:"):
            continue
        if not inside:
            yield (
                f"{page.place(element)}: <{element.tag}> in the page; pictures are drawn by the "
                "stage, and a text is written in Markdown"
            )


def _looks_like_code(element: Element) -> bool:
    """Say whether an element shows lines as they are written, as code and output are."""
    if element.tag in CODE or "highlight" in element.classes:
        return True
    broken = any(e.tag == "br" for e in element)
    return broken and (element.tag in WORD_OF_CODE or _is_broken_between_code(element))


def _is_broken_between_code(element: Element) -> bool:
    parts = [c for c in element.children if isinstance(c, Element) or c.strip()]
    tags = " ".join(part.tag if isinstance(part, Element) else "-" for part in parts)
    return "code br code" in tags


def _is_quoted(text: str, folder: Path) -> bool:
    if all(COMMAND.match(line) for line in text.splitlines()) and text.strip():
        return True
    files = [*folder.rglob("*.py"), *folder.rglob("*.out"), NOTES]
    sought = f"\n{text.strip(chr(10))}\n"
    return bool(text.strip()) and any(
        sought in f"\n{file.read_text('utf-8')}\n" for file in files if file.is_file()
    )


def no_markdown_is_left(page: RenderedPage) -> Iterator[str]:
    """Complain of Markdown that a reader would see as it is written."""
    for element in page.content:
        outer = (element, *element.around)
        if any(e.tag in NOT_PROSE for e in outer):
            continue
        if any(name in MADE for e in outer for name in e.classes):
            continue
        for text in (child for child in element.children if isinstance(child, str)):
            for pattern, what in LEFTOVERS.items():
                if found := re.search(pattern, text, re.MULTILINE):
                    said = Element("", {}, 0, element, [found[0].strip()])
                    near = " ".join(text[max(0, found.start() - 20) : found.end() + 30].split())
                    yield f"{page.place(said)}: {what}: “{near}”"


def one_first_heading(page: RenderedPage) -> Iterator[str]:
    """Complain unless the page has one heading of the first level."""
    number = len(list(page.all("h1")))
    if number != 1:
        yield (
            f"{page.path.as_posix()}: {number} headings of the first level; a page has one, "
            "`# Its title`"
        )


def headings_say_something(page: RenderedPage) -> Iterator[str]:
    """Complain of a heading without words."""
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        if not heading.text.strip("¶ \n"):
            yield f"{page.place(heading)}: a heading without words"


def links_say_where(page: RenderedPage) -> Iterator[str]:
    """Complain of links that lead nowhere, have no words, or go where others can read along."""
    for link in page.all("a"):
        address = link.attributes.get("href")
        words = link.text.strip() or link.attributes.get("aria-label", "")
        if address is None and "id" not in link.attributes and "name" not in link.attributes:
            yield f"{page.place(link)}: a link without an address: “{words}”"
        elif address == "" or (address is not None and address.strip("#") == ""):
            yield f"{page.place(link)}: the link “{words}” leads nowhere; name a file or a heading"
        elif address and urlsplit(address).scheme in ("http", "ftp"):
            yield f"{_of_link(page, address)}: {address} is insecure; write https://"
        elif address and not words and not any(e.tag in ("img", "svg") for e in link):
            yield f"{_of_link(page, address)}: the link to {address} has no words"


def _of_link(page: RenderedPage, address: str) -> str:
    return page.place(Element("", {}, 0, None, [address]))


def pictures_have_words(page: RenderedPage) -> Iterator[str]:
    """Complain of a picture that says nothing to who does not see it."""
    for element in page.all("img", "svg"):
        hidden = element.attributes.get("aria-hidden") == "true"
        if element.tag == "img" and not element.attributes.get("alt", "").strip():
            address = element.attributes.get("src", "")
            yield f"{_of_link(page, address)}: say in `![words]({address})` what the picture shows"
        elif element.tag == "svg" and element.attributes.get("role") == "img" and not hidden:
            yield from _words_of(page, element)


def _words_of(page: RenderedPage, picture: Element) -> Iterator[str]:
    """Complain unless a title names the picture: its own, found by the ids that it gives."""
    names = picture.attributes.get("aria-labelledby", "").split()
    own = {e.attributes["id"]: e for e in picture if "id" in e.attributes}
    for name in names:
        if name not in own or not own[name].text.strip():
            yield f"{page.place(picture)}: a picture is named by {name}, which it does not have"
    titled = any(e.tag == "title" and e.text.strip() for e in picture)
    if not names and not titled and not picture.attributes.get("aria-label"):
        yield f"{page.place(picture)}: a picture without a title"


def references_are_there(page: RenderedPage) -> Iterator[str]:
    """Complain of a label or a control whose other side is not on the page."""
    for element in page.content:
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for lost in set(element.attributes.get(name, "").split()) - page.ids:
                yield f"{page.place(element)}: {name}={lost}, and nothing on the page has that id"
        for lost in set(PAINT.findall(" ".join(element.attributes.values()))) - page.ids:
            yield f"{page.place(element)}: url(#{lost}), and nothing on the page has that id"


def nothing_is_asked_of_others(page: RenderedPage) -> Iterator[str]:
    """Complain of everything that a browser would ask another host for."""
    for element in page.tree:
        for name, value in element.attributes.items():
            if name not in ASKING or (element.tag == "a" and name.endswith("href")):
                continue
            if element.tag == "link" and element.attributes.get("rel") in ONLY_SAID:
                continue
            if _is_foreign(value) or (name.endswith("srcset") and "//" in value):
                yield (
                    f"{page.place(element)}: <{element.tag} {name}> would ask {value} for "
                    "something; put the file into docs/, or link to it with <a>"
                )
        refresh = element.attributes.get("http-equiv", "").lower() == "refresh"
        if element.tag == "meta" and refresh:
            yield f"{page.place(element)}: <meta http-equiv=refresh> leads readers away; use a link"


def _is_foreign(address: str) -> bool:
    address = re.sub(r"[\s\\]", lambda found: "/" if found[0] == "\\" else "", address)
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ws", "wss", "ftp")


def nothing_runs_from_the_page(page: RenderedPage, own: frozenset[str]) -> Iterator[str]:
    """Complain of scripts and styles in a page, but for those of the theme, which ``own`` has."""
    content = frozenset(page.content)
    is_built_notebook = page.path.suffix == ".ipynb" and page.content is not page.tree
    for element in page.tree:
        for name, value in element.attributes.items():
            if what := _runs(element, name, value, in_content=element in content):
                yield f"{page.place(element)}: <{element.tag} {name}> {what}"
        if is_built_notebook:  # Its converter adds its own; a test in a browser watches them.
            continue
        if element.tag == "script" and _is_ours(element, own, in_content=element in content):
            yield f"{page.place(element)}: a <script> in the page; a script belongs in web/src/"
        if element.tag == "style" and inline(element) not in own:
            yield f"{page.place(element)}: a <style> in the page; take docs/assets/guide.css"


def _runs(element: Element, name: str, value: str, *, in_content: bool) -> str:
    """Say what an attribute does that it must not do; an empty string if it does nothing."""
    address = re.sub(r"[\x00-\x20]", "", value).lower()
    if name.startswith("on"):
        return "runs a script; a script belongs in web/src/"
    if address.startswith(("javascript:", "vbscript:", "data:text/html")):
        return "runs a script; a link names a page"
    if name == "srcdoc":
        return "is a page within the page; leave it out"
    if name == "style" and in_content:
        return "changes the style of one place; a style belongs in docs/assets/guide.css"
    return ""


def _is_ours(script: Element, own: frozenset[str], *, in_content: bool) -> bool:
    if "src" in script.attributes:
        return in_content
    return script.attributes.get("type") != "application/json" and inline(script) not in own


def inline(element: Element) -> str:
    """Return a script or a style as it is on every page of a theme, whatever the page's place."""
    return PLACE_OF_PAGE.sub('new URL("', element.text)
