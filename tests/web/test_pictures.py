"""Every word of a picture, measured in a browser: it has the room that the picture gives it.

A machine without the font of a word draws it narrower or in another font; what is planned must be
enough for all of them, so only what is too wide is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from picture_sizes import size, width_of
from playwright.sync_api import Page

from import_asyncio.draw.orders_html import draw_orders
from import_asyncio.draw.progress_svg import draw_progress
from import_asyncio.draw.styles import style_sheet
from import_asyncio.draw.timeline_svg import draw_timeline
from import_asyncio.explore.explore import explore
from import_asyncio.explore.replay import record_order
from import_asyncio.program import parse
from import_asyncio.verdicts import judge

from .conftest import ROOT

SLACK = 0.5
GAP = 5
CHAPTERS = sorted(
    f"{path.relative_to(ROOT / 'docs').with_suffix('').as_posix()}/".removesuffix("index/")
    for path in (ROOT / "docs").rglob("*.md")
    if "/// order" in path.read_text("utf-8")
)
HOLDERS = {
    "orders-words": ".orders-box",
    "orders-word": ".orders-plate",
    "stage-print": ".stage-plate",
    "stage-word": ".stage-plate",
    "stage-hold-word": ".stage-held",
}
JAPANESE = """
import asyncio

残高 = 0


async def 預け入れ(lock):
    global 残高
    async with lock:
        await asyncio.sleep(1)
        見た = 残高
        print("残高を読んだところ", 見た)
    await asyncio.sleep(1)
    残高 = 見た + 1
    print("残高を書いた", 残高)


async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(預け入れ(lock), name="東京")
        group.create_task(預け入れ(lock), name="大阪")
    print("残高", 残高)


asyncio.run(main())
"""
MEASURE = """holders => [...document.querySelectorAll("svg")].flatMap((svg, picture) => {
  const from = svg.getBoundingClientRect();
  const place = (part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [left - from.left, top - from.top, right - from.left, bottom - from.top];
  };
  return [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => {
    const names = text.getAttribute("class");
    const holder = holders[names.split(" ")[0]];
    return {
      picture,
      words: text.textContent,
      names,
      letters: parseFloat(getComputedStyle(text).fontSize),
      place: place(text),
      width: text.getComputedTextLength(),
      canvas: from.width,
      held: holder ? [...svg.querySelectorAll(holder)].map(place) : null,
    };
  });
})"""


class Place(NamedTuple):
    """What a part covers of its picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def beside(self, other: Place) -> bool:
        return self.right <= other.left + SLACK or other.right <= self.left + SLACK

    def holds(self, other: Place) -> bool:
        middle = (other.top + other.bottom) / 2
        wide = self.left <= other.left + SLACK and other.right <= self.right + SLACK
        return wide and self.top <= middle <= self.bottom

    def ends_before(self, other: Place) -> bool:
        middle = (other.top + other.bottom) / 2
        return 0 <= other.left - self.right <= GAP and self.top <= middle <= self.bottom


class Text(NamedTuple):
    """A text as the browser draws it."""

    picture: int
    words: str
    names: str
    letters: float
    place: Place
    width: float
    canvas: float
    held: list[Place] | None


def measured(page: Page) -> list[Text]:
    """Measure every text of every picture on a page."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
    found = []
    for text in page.evaluate(MEASURE, HOLDERS):
        held = None if text["held"] is None else [Place(*place) for place in text.pop("held")]
        place = Place(*text.pop("place"))
        found.append(Text(**text | {"place": place, "held": held}))
    return found


def held_by(place: Place, text: Text) -> bool:
    """Say whether a text is in its box, or behind its hold where that is too short for it."""
    behind = text.names == "stage-hold-word" and place.ends_before(text.place)
    return behind or place.holds(text.place)


def complaints(texts: list[Text]) -> list[str]:
    """Say of each text whether it needs more room than it has."""
    wrong = []
    for text in texts:
        if text.letters != size(text.names):
            wrong.append(f"{text.words} is {text.letters} pixels high")
        if text.width > width_of(text.words, text.names) + SLACK:
            wrong.append(f"{text.words} is {text.width} pixels wide")
        if text.place.left < -SLACK or text.place.right > text.canvas + SLACK:
            wrong.append(f"{text.words} leaves its picture")
        if text.held is not None and not any(held_by(place, text) for place in text.held):
            wrong.append(f"{text.words} leaves what holds it")
    for one, other in pairwise(texts):
        same_line = one.picture == other.picture and one.place.top == other.place.top
        if same_line and not one.place.beside(other.place):
            wrong.append(f"{one.words} lies on {other.words}")
    return wrong


@pytest.mark.parametrize("path", CHAPTERS)
def test_words_have_the_room_that_is_planned(visit: Callable[[str], Page], path: str) -> None:
    texts = measured(visit(path))
    assert texts
    assert complaints(texts) == []


@pytest.fixture(scope="module")
def japanese() -> str:
    """The three pictures of a program whose words are in Japanese."""
    program = parse(JAPANESE, "japanese.py")
    orders = explore(program)
    judged = judge(orders, dict.fromkeys(orders.outcomes, "right"))
    calm = record_order(program, orders.calmest())
    pictures = [
        draw_timeline(calm, prefix="timeline").markup,
        draw_orders(judged, prefix="orders").markup,
        draw_progress(judged, calm, prefix="progress"),
    ]
    return f"<style>{style_sheet()}</style>{''.join(pictures)}"


def test_wide_characters_have_the_room_that_is_planned(page: Page, japanese: str) -> None:
    page.set_content(japanese)
    texts = measured(page)
    assert len({text.picture for text in texts if "残高" in text.words}) >= 3
    assert complaints(texts) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("text { font-size: 14px !important }", "pixels high"),
        ("text { letter-spacing: 3px }", "pixels wide"),
        ("text { letter-spacing: 3px }", "leaves its picture"),
        ("text { letter-spacing: 3px }", "leaves what holds it"),
        ("text { letter-spacing: 9px }", "lies on"),
    ],
)
def test_what_is_too_wide_is_found(page: Page, japanese: str, rule: str, said: str) -> None:
    page.set_content(f"{japanese}<style>{rule}</style>")
    assert any(said in one for one in complaints(measured(page)))


def test_a_site_has_the_style_sheet_of_pictures(site: Path) -> None:
    (sheet,) = site.glob("assets/pictures*.css")
    assert sheet.read_text("utf-8") == style_sheet()
