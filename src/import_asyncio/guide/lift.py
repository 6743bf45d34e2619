"""Takes what is folded out of a built site: `python -m import_asyncio.guide.lift FOLDER`.

Each folded picture becomes two files, one for each colour scheme, which a browser fetches once the
picture is opened and seen, with a script or without. The data of orders becomes files too, which a
script fetches. A file is named by its digest, and one that several pages have is written once.
"""

from __future__ import annotations

import hashlib
import html
import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from import_asyncio.errors import GuideError
from import_asyncio.guide.schemes import SCHEMES, sheet

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = Path("assets/pictures")
ORDERS = Path("assets/orders")
END = "</svg>"
IMAGE = re.compile(
    r'<img class="picture-light" src="([^"]+)"[^>]*><img class="picture-dark" src="([^"]+)"[^>]*>'
)
INNER = re.compile(r"</style>(.*)</svg>\n", re.DOTALL)
DATA = re.compile(
    r'(<div class="orders-data" hidden data-orders="[^"]*") data-json="([^"]*)"></div>'
)
EMPTIED = re.compile(
    r'(<div class="orders-data" hidden data-orders="[^"]*") data-src="([^"]+)"></div>'
)


def lift(site: Path) -> None:
    """Put the folded pictures and the data of orders of every page into files of their own."""
    style = (site / "assets/guide.css").read_text("utf-8")
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        lifted = _without_data(_without_pictures(text, path, site, style), path, site)
        if lifted != text:
            path.write_text(lifted, "utf-8")


def put_back(page: Path) -> str:
    """Return the HTML of a built page with all that was taken out of it.

    Raises ``GuideError`` for a file that is not there, and for a picture that is not the same in
    both schemes.
    """

    def picture(found: re.Match[str]) -> str:
        light, dark = (_drawing(page, found[number]) for number in (1, 2))
        if light != dark:
            raise GuideError(f"{found[1]} and {found[2]} are not the same picture")
        return light

    def data(found: re.Match[str]) -> str:
        text = html.escape(_read(page, found[2]))
        return f'{found[1]} data-json="{text}"></div>'

    return EMPTIED.sub(data, IMAGE.sub(picture, page.read_text("utf-8")))


def _without_pictures(text: str, page: Path, site: Path, style: str) -> str:
    pieces = []
    done = 0
    for start, end in _Folded(text).pictures:
        pieces += [text[done:start], _images(text[start:end], page, site, style)]
        done = end
    return "".join([*pieces, text[done:]])


def _images(svg: str, page: Path, site: Path, style: str) -> str:
    """Write the files of a picture; return what shows the one for the scheme of the page."""
    drawn = ElementTree.fromstring(svg)
    size = " ".join(f'{name}="{drawn.get(name)}"' for name in ("width", "height"))
    words = ". ".join(filter(None, (drawn.findtext(f"{SVG}{tag}") for tag in ("title", "desc"))))
    images = []
    for scheme in SCHEMES:
        css = sheet(scheme, svg, style)
        text = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="orders" {size}>'
            f"<style>{css}</style>{svg}</svg>\n"
        )
        address = _address(_written(site / PICTURES, scheme, ".svg", text), page)
        images.append(
            f'<img class="picture-{scheme}" src="{address}" loading="lazy" {size} '
            f'alt="{html.escape(words)}">'
        )
    return "".join(images)


def _without_data(text: str, page: Path, site: Path) -> str:
    def emptied(found: re.Match[str]) -> str:
        data = html.unescape(found[2])
        address = _address(_written(site / ORDERS, "orders", ".json", data), page)
        return f'{found[1]} data-src="{address}"></div>'

    return DATA.sub(emptied, text)


def _written(folder: Path, name: str, ending: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:16]}{ending}"
    path.write_bytes(data)
    return path


def _address(file: Path, page: Path) -> str:
    return Path(os.path.relpath(file, page.parent)).as_posix()


def _drawing(page: Path, address: str) -> str:
    found = INNER.search(_read(page, address))
    if not found:
        raise GuideError(f"{address} holds no picture")
    return found[1]


def _read(page: Path, address: str) -> str:
    file = page.parent / address
    if not file.is_file():
        raise GuideError(f"there is no file {address}")
    return file.read_text("utf-8")


class _Folded(HTMLParser):
    """Finds where in a page the pictures stand that are folded."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pictures: list[tuple[int, int]] = []
        self._lines = list(_starts(text))
        self._folds = 0
        self._start: int | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self._folds += 1
        elif tag == "svg" and self._folds and ("role", "img") in attrs:
            self._start = self._offset()

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._folds -= 1
        elif tag == "svg" and self._start is not None:
            self.pictures.append((self._start, self._offset() + len(END)))
            self._start = None

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _starts(text: str) -> Iterator[int]:
    """Yield where each line begins, as the parser counts lines."""
    yield 0
    for found in re.finditer("\n", text):
        yield found.end()


if __name__ == "__main__":
    lift(Path(sys.argv[1]))
