"""The orders of a reader's program, in the browser: loaded when a reader first asks for one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from import_asyncio.browser.run import told
from import_asyncio.draw.legend import draw_key
from import_asyncio.draw.orders_html import draw_orders
from import_asyncio.draw.orders_words import describe_orders
from import_asyncio.errors import GuideError, Stopped
from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.explore.replay import order_at, record_order
from import_asyncio.explore.values import with_values
from import_asyncio.program import parse
from import_asyncio.run.tracebacks import last_line
from import_asyncio.verdicts import judge

BOUNDS = Bounds(seconds=20.0)
TELL_EVERY = 25
MOST_WATCHED = 500


def orders(
    source: str,
    filename: str,
    named: str,
    values: str,
    prefix: str,
    emit: Callable[[int, int], object],
) -> str:
    """Try every order of a program; return JSON: a sentence, remarks, a picture, its words.

    ``named`` is a JSON object: each outcome that the page names, with its verdict; ``values`` is a
    JSON list of the expressions that are watched, where the orders are not too many. ``emit`` is
    called now and then with the number of runs and of orders so far. Where the orders cannot be
    tried, ``stopped`` says why; of a program that is none, ``ending`` and ``lines`` are as for a
    run.
    """

    def progress(runs: int, found: int) -> None:
        if runs % TELL_EVERY == 0:
            emit(runs, found)

    try:
        program = parse(source, filename)
        _ = program.code
        found = explore(program, bounds=BOUNDS, progress=progress)
        found.refuse_none()
        if len(found.orders) <= MOST_WATCHED:
            found = with_values(program, found, json.loads(values))
        judged = judge(found, json.loads(named), strict=False)
    except GuideError as problem:
        return json.dumps({"stopped": str(problem)})
    except SyntaxError as problem:
        ending, lines = type(problem).__name__, [problem.lineno or 0]
        return json.dumps({"stopped": last_line(problem), "ending": ending, "lines": lines})
    drawn = draw_orders(judged, prefix=prefix)
    return json.dumps(
        {
            "sentence": judged.sentence(),
            "remarks": found.remarks,
            "picture": drawn.markup,
            "legend": draw_key(drawn.signs, prefix=prefix),
            "words": describe_orders(judged),
        }
    )


def order(source: str, filename: str, choices: str, checksum: str, values: str, prefix: str) -> str:
    """Run one order of a program again; return JSON as for the picture of a run.

    ``choices``, an address, and ``checksum`` are what a bar of a strip has. Where this Python takes
    other steps than the one that drew the strip, ``stopped`` says so.
    """
    try:
        program = parse(source, filename)
        found = order_at(program, choices)
        if found.checksum != checksum:
            here = ".".join(map(str, sys.version_info[:3]))
            raise GuideError(
                f"Python {here}, which runs here, takes other steps than the Python that found "
                "this order"
            )
        recording = record_order(program, found, json.loads(values))
    except (GuideError, Stopped, SyntaxError) as problem:
        return json.dumps({"stopped": str(problem)})
    return told(recording, prefix)
