"""Everything that is wrong with snippets and pages and takes only seconds to find out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.guide import (
    block_rules,
    config,
    guarantees,
    markup_rules,
    notebook,
    pages,
    rules,
    snippet,
)
from import_asyncio.guide.convert import convert
from import_asyncio.guide.errors_block import every_message_is_explained
from import_asyncio.guide.links import links_lead_somewhere
from import_asyncio.guide.rendered import RenderedPage
from import_asyncio.guide.transcripts import superfluous
from import_asyncio.guide.verify import verify


def complaints(docs: Path = pages.DOCS, folder: Path = snippet.FOLDER) -> Iterator[str]:
    """Yield everything that is wrong, each with its file and what to do."""
    said = set()
    for name in snippet.names(folder):
        yield from rules.is_called_by_words(name, folder)
        try:
            it = snippet.load(name, folder)
            yield from rules.form(it.path, it.program)
            yield from superfluous(it.path, it.program)
            verify(it)
        except GuideError as problem:
            said.add(str(problem))
            yield str(problem)
    yield from rules.every_transcript_has_a_program(folder)
    settings = config.read()
    yield from rules.every_page_is_on_the_menu(config.FILE, settings.menu, docs)
    written = sorted(path for end in rules.ENDINGS for path in docs.rglob(f"*{end}"))
    converted = [convert(path, settings, docs) for path in written]
    for mistake in (mistake for page in converted for mistake in page.mistakes):
        if mistake.text not in said:
            yield str(mistake)
    yield from links_lead_somewhere(converted, docs)
    for page in converted:
        yield from of_page(page, folder)
    yield from rules.every_snippet_is_shown(converted, folder)
    yield from every_message_is_explained(converted, folder)
    yield from _about_guarantees(docs / guarantees.FOLDER.name, folder)


def _about_guarantees(guaranteed: Path, folder: Path) -> Iterator[str]:
    if not guaranteed.is_dir():
        return
    try:
        yield from guarantees.complaints(guarantees.load_all(guaranteed), folder)
    except GuideError as problem:
        yield str(problem)


def of_page(page: RenderedPage, folder: Path) -> Iterator[str]:
    """Yield what is wrong with one page, as it is written and as it is converted."""
    if page.path.suffix == ".ipynb":
        yield from notebook.form(page.path)
    else:
        written = pages.read(page.path)
        yield from rules.headings_have_the_slug(written)
        yield from rules.blocks_stand_once(written)
        yield from rules.front_matter_is_read(page.path)
        yield from rules.tables_fit(page.path)
        yield from rules.only_known_files_are_put_in(page.path, folder)
        if not page.mistakes:
            yield from block_rules.blocks_are_whole(page, written.embeds, folder)
    yield from markup_rules.code_comes_from_files(page, folder)
    yield from markup_rules.nothing_runs_from_the_page(page, frozenset())
    yield from markup_rules.all_markup(page)


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    found = list(complaints())
    for complaint in found:
        print(complaint)
    if found:
        return 1
    print(f"{len(snippet.names())} snippets do what their pages show")
    return 0


if __name__ == "__main__":
    sys.exit(main())
