"""Words of the glossary are linked where a page uses them first, and say where they are seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from import_asyncio.guide import config, pages
from import_asyncio.guide.convert import convert
from import_asyncio.guide.glossary import PRIORITY, GlossaryLinks, Term, terms
from import_asyncio.guide.markup import parse

MOST_LINKS = 12
KNOWN = [Term("deadlock", "deadlock", False), Term("step", "step", True)]


def links(text: str, page: str = "lock/index.md") -> list[tuple[str, str]]:
    """Return the words and the address of each link that a page gets."""
    md = Markdown(extensions=["md_in_html"])
    md.treeprocessors.register(GlossaryLinks(md, page, KNOWN), "glossary", PRIORITY)
    found = [e for e in parse(md.convert(text)) if "glossary" in e.classes]
    return [(e.text, e.attributes["href"]) for e in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A deadlock.", ["deadlock"]),
        ("Two deadlocks, a deadlock.", ["deadlocks"]),
        ("**Bold** and a deadlock, a deadlock.", ["deadlock"]),
        ("- Deadlock", ["Deadlock"]),
        ("Deadlocked.", []),
        ("`deadlock`", []),
        ("# A deadlock", []),
        ("[a deadlock](x.md)", []),
        ("One step.", []),
        ("One *step*, another *step*.", ["step"]),
        ("# Deadlock\n\nA *deadlock* and *steps*.", ["deadlock", "steps"]),
        ('<div class="x" markdown>\nA deadlock.\n</div>', []),
    ],
)
def test_the_first_use_in_prose_is_linked(text: str, words: list[str]) -> None:
    assert [found for found, _ in links(text)] == words


def test_nothing_that_was_written_is_lost() -> None:
    md = Markdown()
    text = "Before a deadlock *after* it, another deadlock, and a *step* then."
    before = parse(md.convert(text)).text
    md.treeprocessors.register(GlossaryLinks(md, "a.md", KNOWN), "glossary", PRIORITY)
    assert parse(md.convert(text)).text == before


def test_a_link_leads_to_the_word() -> None:
    assert links("A deadlock.", "index.md")[0][1] == "glossary.md#deadlock"
    assert links("A deadlock.", "lock/index.md")[0][1] == "../glossary.md#deadlock"


@pytest.mark.parametrize("page", ["glossary.md", "answers.md", "errors.md", "labs/x.ipynb"])
def test_lists_of_links_get_no_more(page: str) -> None:
    assert links("A deadlock.", page) == []


def test_each_word_says_where_it_is_seen() -> None:
    tree = convert(Path("docs/glossary.md"), config.read(), pages.DOCS).tree
    words = {e.attributes.get("id"): e for e in tree if e.tag == "dt"}
    assert set(words) == {term.id for term in terms()}
    said = [e for e in tree if e.tag == "dd"]
    assert len(said) == len(words)
    for one in said:
        assert any("#" in e.attributes.get("href", "") for e in one), one.text


def test_no_page_becomes_a_sea_of_links() -> None:
    counts = {
        path.as_posix(): sum(
            "glossary" in e.classes for e in convert(path, config.read(), pages.DOCS).tree
        )
        for path in Path("docs").rglob("*.md")
    }
    assert max(counts.values()) <= MOST_LINKS, counts
    assert sum(counts.values()) > MOST_LINKS
