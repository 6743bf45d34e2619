"""Every order of a reader's program, in the browser: loaded when a reader first asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable

from import_asyncio.errors import GuideError
from import_asyncio.explore import Bounds, explore
from import_asyncio.orders import judge
from import_asyncio.orders_picture import describe, draw
from import_asyncio.program import parse

BOUNDS = Bounds(seconds=20.0)
TELL_EVERY = 25


def orders(
    source: str, filename: str, named: str, prefix: str, emit: Callable[[int, int], object]
) -> str:
    """Try every order of a program; return JSON with the verdict, its picture as HTML, and words.

    ``named`` is a JSON object: each outcome that the page names, with its verdict. ``emit`` is
    called now and then with the number of runs and of orders so far. Where the orders cannot be
    tried, ``stopped`` says why.
    """

    def progress(runs: int, found: int) -> None:
        if runs % TELL_EVERY == 0:
            emit(runs, found)

    try:
        found = explore(parse(source, filename), bounds=BOUNDS, progress=progress)
        judged = judge(found, json.loads(named), strict=False)
    except (GuideError, SyntaxError) as problem:
        return json.dumps({"stopped": str(problem)})
    return json.dumps(
        {
            "verdict": " ".join([judged.sentence(), *found.remarks]),
            "picture": draw(judged, prefix=prefix),
            "words": describe(judged),
        }
    )
