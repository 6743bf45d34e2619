"""Every answer leads to a program that proves it."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest

from import_asyncio.guide import config, pages
from import_asyncio.guide.convert import convert
from import_asyncio.guide.markup import Element, parse

ANSWERS = Path("docs/answers.md")
MOST_WORDS = 60


def answers(tree: Element) -> dict[str, list[Element]]:
    """Return what stands under each heading of the third level."""
    found: dict[str, list[Element]] = {}
    title = ""
    for element in tree:
        if element.tag in ("h2", "h3"):
            title = element.text.strip("¶") if element.tag == "h3" else ""
            if title:
                found[title] = []
        elif element.tag == "p" and title:
            found[title].append(element)
    return found


def proofs() -> set[str]:
    """Return the address of each heading under which a program stands, and of each notebook."""
    shown = {
        f"{posixpath.relpath(embed.page, 'docs')}#{embed.heading}"
        for page in pages.pages()
        for embed in page.embeds
        if embed.kind == "snippet"
    }
    return shown | {path.relative_to("docs").as_posix() for path in Path("docs").rglob("*.ipynb")}


def unproved(tree: Element) -> list[str]:
    """Return the headings of the answers that link to no program."""
    proved = proofs()
    return [
        title
        for title, said in answers(tree).items()
        if not any(e.attributes.get("href") in proved for part in said for e in part)
    ]


@pytest.fixture(scope="module")
def tree() -> Element:
    return convert(ANSWERS, config.read(), pages.DOCS).tree


def test_each_answer_has_a_proof(tree: Element) -> None:
    assert len(answers(tree)) > 40
    assert unproved(tree) == []


def test_each_answer_is_short(tree: Element) -> None:
    for title, said in answers(tree).items():
        words = " ".join(part.text for part in said).split()
        assert 0 < len(words) <= MOST_WORDS, title


def test_an_answer_without_a_proof_is_found() -> None:
    text = '<h3 id="a">Why?</h3><p>So <a href="lock/index.md#lock">it</a> is.</p>'
    assert unproved(parse(text)) == ["Why?"]
