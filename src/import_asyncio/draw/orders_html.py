"""Every order of a program as a picture: small multiples, and a strip where they are many.

Words that have to wrap on a narrow screen are HTML; each cell, each bar of the strip and each sign
of the key is an SVG of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from import_asyncio.draw.orders_geometry import Grid, place
from import_asyncio.draw.orders_svg import draw_bar, draw_cell, draw_sign
from import_asyncio.draw.orders_words import CLASS, WORD, count, steps_in_words, trimmed
from import_asyncio.draw.text import escape, head
from import_asyncio.verdicts import Judged, Verdict

MOST_CELLS = 12
MOST_IN_STRIP = 600


def draw_orders(judged: Judged, *, prefix: str, most_cells: int = MOST_CELLS) -> str:
    """Draw judged orders as one HTML element, the words in it as HTML, the rest as SVG.

    Up to ``most_cells`` orders have a cell each. More are a strip, wrong ones tall and right ones
    short, each with its steps as its title; one order of each outcome is drawn below. A bar
    has what leads to its order again in ``data-choices``, and in ``data-checksum`` what tells
    whether it did. ``prefix`` begins every id and must be the picture's own on its page, which
    styles it.
    """
    return "\n".join(_orders(judged, prefix, most_cells))


def draw_order(judged: Judged, *, prefix: str) -> str:
    """Draw the only order of ``judged``, with its outcome and verdict, as ``draw_orders`` does."""
    (verdict,) = judged.verdicts
    grid = place(judged, judged.orders.orders)
    lines = [_headline(verdict, verdict.outcome), *_group(grid, verdict, prefix)]
    return "\n".join(['<div class="orders">', *lines, "</div>"])


def draw_verdicts(judged: Judged) -> str:
    """Draw of ``draw_orders`` only what it says of all orders and of each outcome."""
    said = (_headline(verdict, _counted(verdict, judged)) for verdict in judged.verdicts)
    return "\n".join(['<div class="orders-said">', _sentence(judged), *said, "</div>"])


def _orders(judged: Judged, prefix: str, most_cells: int) -> Iterator[str]:
    orders = judged.sorted()
    in_strip = len(orders) > most_cells
    one_each = [judged.orders.simplest(verdict.outcome) for verdict in judged.verdicts]
    grid = place(judged, one_each if in_strip else orders)
    yield '<div class="orders">'
    yield _sentence(judged)
    if in_strip:
        yield from _strip(judged)
    for verdict in judged.verdicts:
        yield _headline(verdict, _counted(verdict, judged))
        yield from _group(grid, verdict, prefix)
    yield from _key(grid, prefix)
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
    yield '<div class="orders-cells stage-picture" tabindex="0">'
    for number, cell in group.items():
        yield '<div class="orders-cell">'
        yield from draw_cell(cell, grid, verdict, width=width, prefix=f"{prefix}-{number}")
        yield "</div>"
    yield "</div>"


def _strip(judged: Judged) -> Iterator[str]:
    orders = judged.sorted()
    steps = trimmed(judged)
    share = -(-len(orders) // MOST_IN_STRIP)
    yield f'<div class="orders-strip" data-orders="{len(orders)}" data-share="{share}">'
    for order in orders[::share]:
        verdict = judged.verdict(order)
        outcome = f"{verdict.sign} {head(verdict.outcome)}"
        words = f"{outcome}: {steps_in_words(steps[order])}" if share == 1 else ""
        yield draw_bar(order, verdict, words)
    yield "</div>"
    bar = "A bar is one order" if share == 1 else f"A bar is {share} orders"
    yield (
        f'<p class="orders-caption">{bar}: tall ones go wrong, short ones end right. '
        "One order of each outcome is drawn below.</p>"
    )


def _key(grid: Grid, prefix: str) -> Iterator[str]:
    yield '<ul class="orders-key">'
    for name, words in _signs(grid):
        yield f"<li>{draw_sign(name, f'{prefix}-key-{name}')} {words}</li>"
    yield "</ul>"


def _signs(grid: Grid) -> Iterator[tuple[str, str]]:
    """Yield the name of each sign that the cells have, and its words."""
    boxes = [box for cell in grid.cells for box in cell.boxes]
    if any(box.lines for box in boxes):
        yield "box", "a step and what it prints"
    if not all(box.lines or box.step.strikes for box in boxes):
        yield "silent", "a silent step"
    if any(box.step.strikes for box in boxes):
        yield "strike", "is cancelled"
    waits = [wait for cell in grid.cells for wait in cell.waits]
    if any(wait.kind == "answer" for wait in waits):
        yield "answer", "waits for an answer"
    if any(wait.kind == "turn" for wait in waits):
        yield "turn", "waits for its next turn"
    if any(wait.kind == "tasks" for wait in waits):
        yield "tasks", "waits for tasks"
    if any(wait.kind == "blocked" and not wait.for_ever for wait in waits):
        yield "blocked", "blocked"
    if any(wait.for_ever for wait in waits):
        yield "stuck", "waits for ever"
