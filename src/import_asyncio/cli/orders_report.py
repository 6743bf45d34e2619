"""Orders told in the terminal: every outcome, an order for each step by step, what to do next."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator, Sequence

from import_asyncio.draw.orders_text import draw_steps
from import_asyncio.draw.prose import describe_end
from import_asyncio.draw.text import printable, short
from import_asyncio.explore.replay import record_order, repeat_order
from import_asyncio.orders import Order, Orders
from import_asyncio.program import Program
from import_asyncio.verdicts import Judged, Verdict

MOST_SHOWN = 3
MOST_OUTCOMES = 20
SPECIAL = set('"$`\\!')


def report(program: Program, judged: Judged, width: int) -> Iterator[str]:
    """Tell, in lines of ``width`` cells: the outcomes, and an order for each that is not right."""
    orders = judged.orders
    count = _count(len(orders.orders), "order")
    if orders.sampled:
        yield f"sampled, {count} of more"
    else:
        yield count if orders.complete else f"{count} so far"
    if orders.cancel:
        names = " and ".join(dict.fromkeys(orders.cancel))
        yield f"{names} cancelled at {_count(orders.points, 'point')}"
    yield from _outcomes(judged.verdicts, width)
    shown = [verdict for verdict in judged.verdicts if not verdict.right]
    for verdict in shown[:MOST_SHOWN]:
        which = "the only order" if verdict.orders == 1 else f"the simplest of {verdict.orders}"
        yield ""
        yield f"{short(verdict.outcome, width - len(which) - 2)}: {which}"
        order = orders.simplest(verdict.outcome)
        yield from tell(program, order, width)
        if len(orders.orders) > 1:
            yield ""
            yield f"  {_command(program, f'--replay {order.address}')}"
    if len(shown) > MOST_SHOWN:
        yield f"\nand {_count(len(shown) - MOST_SHOWN, 'more outcome')}"
    for advice, example in _what_next(judged):
        yield ""
        yield from textwrap.wrap(advice, width, break_long_words=False, break_on_hyphens=False)
        if example:
            yield f"  {_command(program, _cancel(orders) + example)}"


def _command(program: Program, options: str) -> str:
    own = f" -- {shlex.join(program.arguments)}" if program.arguments else ""
    return f"import-asyncio orders {shlex.quote(program.filename)} {options}{own}"


def _cancel(orders: Orders) -> str:
    return "".join(f"--cancel {shlex.quote(name)} " for name in orders.cancel)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _outcomes(verdicts: Sequence[Verdict], width: int) -> Iterator[str]:
    wide = max((len(str(verdict.orders)) for verdict in verdicts), default=1)
    for verdict in verdicts[:MOST_OUTCOMES]:
        yield short(f"  {verdict.sign} {verdict.orders:{wide}}  {verdict.outcome}", width)
    if len(verdicts) > MOST_OUTCOMES:
        yield f"  and {len(verdicts) - MOST_OUTCOMES} more; --json has them all"


def _what_next(judged: Judged) -> Iterator[tuple[str, str]]:
    """Say what a reader who sees this for the first time may do, with an option to add."""
    verdicts = judged.verdicts
    if judged.orders.complete and len(judged.orders.orders) == 1 and not verdicts[0].right:
        yield (
            "There is no other order, however late its answers arrive. "
            "An answer is what asyncio.sleep(n), n > 0, waits for.",
            "",
        )
    unjudged = [verdict.outcome for verdict in verdicts if verdict.right is None]
    if len(unjudged) > 1:
        yield "Which is right? Say so, and the others are wrong:", _right(unjudged[-1])
    elif unjudged and not judged.wrong:
        orders = "order" if judged.orders.complete else "order so far"
        yield (
            f'Every {orders} ends in "{unjudged[0]}". If that is wrong, say what is right:',
            _right("WHAT YOU EXPECT"),
        )


def _right(outcome: str) -> str:
    quoted = shlex.quote(outcome) if SPECIAL & set(outcome) else f'"{outcome}"'
    return f"--right={quoted}" if outcome.startswith("-") else f"--right {quoted}"


def tell(program: Program, order: Order, width: int) -> Iterator[str]:
    """Tell an order step by step, each with the line at which the task waits next."""
    yield from draw_steps(program.source, order.steps, width)
    if order.failure:
        yield ""
        yield from textwrap.wrap(
            _how_it_ends(program, order), width, initial_indent="  ", subsequent_indent="  "
        )


def _how_it_ends(program: Program, order: Order) -> str:
    """Say of a deadlock who waits for what, and of an exception its line."""
    if order.failure == "deadlock":
        return printable(describe_end(record_order(program, order)))
    seen = repeat_order(program, order)
    if not seen.line:
        return seen.last_words
    code = program.source.splitlines()[seen.line - 1].strip()
    return f"{seen.last_words}, at line {seen.line}: `{code}`"
