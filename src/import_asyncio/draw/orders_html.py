"""Every order of a program as a picture: small multiples, and a strip where they are many.

Words that have to wrap on a narrow screen are HTML; each cell and each bar of the strip is an SVG
of its own. The page explains the signs.
"""

from __future__ import annotations

from collections.abc import Iterator

from import_asyncio.draw.legend import Picture, in_order
from import_asyncio.draw.orders_common import who_came_first
from import_asyncio.draw.orders_geometry import Grid, place
from import_asyncio.draw.orders_svg import draw_bar, draw_cell, signs_of
from import_asyncio.draw.orders_words import (
    CLASS,
    WORD,
    count,
    steps_in_words,
    trimmed,
    values_before,
)
from import_asyncio.draw.text import escape, head
from import_asyncio.verdicts import Judged, Verdict

MOST_CELLS = 12
MOST_IN_STRIP = 600


def draw_orders(judged: Judged, *, prefix: str, most_cells: int = MOST_CELLS) -> Picture:
    """Draw judged orders as one HTML element, the words in it as HTML, the rest as SVG.

    Up to ``most_cells`` orders have a cell each. More are a strip, wrong ones tall and right ones
    short, each with its steps as its title; one order of each outcome is drawn below. A bar
    has what leads to its order again in ``data-choices``, and in ``data-checksum`` what tells
    whether it did. ``prefix`` begins every id and must be the picture's own on its page, which
    styles it.
    """
    orders = judged.sorted()
    in_strip = len(orders) > most_cells
    one_each = [judged.orders.simplest(verdict.outcome) for verdict in judged.verdicts]
    grid = place(judged, one_each if in_strip else orders)
    lines = _orders(judged, grid, prefix, in_strip=in_strip)
    return Picture("\n".join(lines), _signs(judged, grid), grid.width)


def draw_order(judged: Judged, *, prefix: str) -> Picture:
    """Draw the only order of ``judged``, with its outcome and verdict, as ``draw_orders`` does."""
    (verdict,) = judged.verdicts
    grid = place(judged, judged.orders.orders)
    lines = [_headline(verdict, verdict.outcome), *_group(grid, verdict, prefix)]
    markup = "\n".join(['<div class="orders">', *lines, "</div>"])
    return Picture(markup, _signs(judged, grid), grid.width)


def draw_verdicts(judged: Judged) -> str:
    """Draw of ``draw_orders`` only what it says of all orders and of each outcome."""
    said = (_headline(verdict, _counted(verdict, judged)) for verdict in judged.verdicts)
    return "\n".join(['<div class="orders-said">', _sentence(judged), *said, "</div>"])


def _signs(judged: Judged, grid: Grid) -> tuple[str, ...]:
    return in_order(
        {sign for cell in grid.cells for sign in signs_of(cell, judged.verdict(cell.order))}
    )


def _orders(judged: Judged, grid: Grid, prefix: str, *, in_strip: bool) -> Iterator[str]:
    yield '<div class="orders">'
    yield _sentence(judged)
    if in_strip:
        yield from _strip(judged)
    for verdict in judged.verdicts:
        yield _headline(verdict, _counted(verdict, judged))
        if in_strip and (common := who_came_first(judged, verdict)):
            yield f'<p class="orders-common">{escape(common)}</p>'
        yield from _group(grid, verdict, prefix)
    yield "</div>"


def _sentence(judged: Judged) -> str:
    return f'<p class="orders-sentence">{escape(judged.sentence())}</p>'


def _counted(verdict: Verdict, judged: Judged) -> str:
    return f"{count(verdict, judged)}: {verdict.outcome}"


def _headline(verdict: Verdict, what: str) -> str:
    words = f": {verdict.words}" if verdict.words else ""
    return (
        f'<p class="orders-verdict {CLASS[verdict.right]}">'
        f"<strong>{verdict.sign} {escape(head(what))}</strong>, "
        f"{WORD[verdict.right]}{escape(words)}</p>"
    )


def _group(grid: Grid, verdict: Verdict, prefix: str) -> Iterator[str]:
    """Draw all cells of an outcome."""
    group = {
        number: cell
        for number, cell in enumerate(grid.cells, start=1)
        if cell.order.outcome == verdict.outcome
    }
    width = max(cell.width for cell in group.values())
    yield '<div class="stage-picture" tabindex="0"><div class="stage-sheet orders-cells">'
    for number, cell in group.items():
        yield '<div class="orders-cell">'
        yield from draw_cell(cell, grid, verdict, width=width, prefix=f"{prefix}-{number}")
        yield "</div>"
    yield "</div></div>"


def _strip(judged: Judged) -> Iterator[str]:
    orders = judged.sorted()
    steps = trimmed(judged)
    watched = judged.orders.expressions
    share = -(-len(orders) // MOST_IN_STRIP)
    yield f'<div class="orders-strip" data-orders="{len(orders)}" data-share="{share}">'
    for order in orders[::share]:
        verdict = judged.verdict(order)
        outcome = f"{verdict.sign} {head(verdict.outcome)}"
        words = ""
        if share == 1:
            told = steps_in_words(steps[order], watched, values_before(judged, order))
            words = f"{outcome}: {told}"
        yield draw_bar(order, verdict, words)
    yield "</div>"
    bar = "A bar is one order" if share == 1 else f"A bar is {share} orders"
    yield (
        f'<p class="orders-caption">{bar}: tall ones go wrong, short ones end right. '
        "One order of each outcome is drawn below.</p>"
    )
