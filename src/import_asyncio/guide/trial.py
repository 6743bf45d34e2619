"""Tells whether a proof goes wrong with a broken primitive in the place of asyncio's own."""

from __future__ import annotations

from collections.abc import Mapping

from import_asyncio.broken.in_place import in_place
from import_asyncio.errors import Stopped
from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.guide.cache import cached
from import_asyncio.guide.snippet import Snippet
from import_asyncio.run.runner import run

BOUNDS = Bounds(runs=2_000)


def trial(proof: Snippet, outcomes: Mapping[str, str], broken: str) -> str:
    """Say what goes wrong with a proof while a broken primitive is in place; empty if nothing.

    Wrong is another transcript, or an outcome that is not among those of the page. ``outcomes``
    are those: empty for a program whose orders no page shows. Other counts are not wrong. Where
    there are too many orders, those that were tried count.
    """
    content = "\n".join((broken, proof.program.source, proof.on().text, *outcomes))
    return str(
        cached(
            "trial",
            content,
            lambda: _on_stage(proof, broken) or _in_every_order(proof, outcomes, broken),
        )
    )


def _on_stage(proof: Snippet, broken: str) -> str:
    try:
        with in_place(broken):
            printed = run(proof.program).transcript
    except Stopped as stop:
        return f"does not end: {stop.report}"
    return _first_difference(proof, printed)


def _in_every_order(proof: Snippet, outcomes: Mapping[str, str], broken: str) -> str:
    if not outcomes:
        return ""
    with in_place(broken):
        orders = explore(proof.program, bounds=BOUNDS)
    new = [outcome for outcome in orders.outcomes if outcome not in outcomes]
    return f"ends in {new[0]!r} in some orders, which the page does not name" if new else ""


def _first_difference(proof: Snippet, printed: str) -> str:
    expected = proof.on().text.splitlines()
    lines = printed.splitlines()
    for number, line in enumerate(lines):
        if number >= len(expected) or line != expected[number]:
            return f"prints {line!r} in line {number + 1}"
    if len(lines) < len(expected):
        return f"prints only {len(lines)} of {len(expected)} lines"
    return ""
