"""`make check`: everything about snippets and pages that takes only seconds to find out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.guide import pages, rules, snippet
from import_asyncio.guide.verify import verify


def complaints(docs: Path = pages.DOCS, folder: Path = snippet.FOLDER) -> Iterator[str]:
    """Yield everything that is wrong, each with its file and what to do."""
    for name in snippet.names(folder):
        try:
            it = snippet.load(name, folder)
            yield from rules.form(it.path, it.program)
            verify(it)
        except GuideError as problem:
            yield str(problem)
    yield from rules.every_transcript_has_a_program(folder)
    all_pages = pages.pages(docs)
    for page in all_pages:
        yield from rules.blocks_are_known(page)
        yield from rules.files_exist(page, folder)
        yield from rules.programs_come_from_files(page)
        yield from rules.headings_have_the_slug(page)
    yield from rules.every_snippet_is_shown(all_pages, folder)


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    found = list(complaints())
    for complaint in found:
        print(complaint, file=sys.stderr)
    if found:
        print(f"\n{len(found)} to mend", file=sys.stderr)
        return 1
    print(f"{len(snippet.names())} snippets do what their pages show")
    return 0


if __name__ == "__main__":
    sys.exit(main())
