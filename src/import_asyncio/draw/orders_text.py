"""The steps of an order for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from import_asyncio.draw.text import cells, short
from import_asyncio.orders import OrderStep

MOST_STEPS, FIRST_STEPS, LAST_STEPS = 60, 40, 15
WIDEST_NAME = 16
NO_TASK = ("module", "callback")


def draw_steps(source: str, steps: Sequence[OrderStep], width: int) -> Iterator[str]:
    """Tell each step in lines of ``width`` cells, with the line at which the task waits next."""
    names = min(max(cells(step.task) for step in steps), WIDEST_NAME)
    heads = [
        f"  {number:2}  {_padded(short(step.task, names), names)}  "
        for number, step in enumerate(steps, 1)
    ]
    words = _words(steps)
    lines = source.splitlines()
    code = [f"line {s.line}: {lines[s.line - 1].strip()}" if s.line else "" for s in steps]
    room = max((cells(said) for said, line in zip(words, code, strict=True) if line), default=0)
    beside = all(len(heads[0]) + room + 2 + cells(line) <= width for line in code if line)
    for number, (head, said, line) in enumerate(zip(heads, words, code, strict=True)):
        if len(steps) > MOST_STEPS and FIRST_STEPS <= number < len(steps) - LAST_STEPS:
            if number == FIRST_STEPS:
                yield f"      … {len(steps) - FIRST_STEPS - LAST_STEPS} steps more …"
            continue
        if beside:
            yield short(f"{head}{_padded(said, room)}  {line}".rstrip(), width)
            continue
        yield short(f"{head}{said}", width)
        if line:
            yield short(f"{' ' * len(heads[0])}{line}", width)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _words(steps: Sequence[OrderStep]) -> list[str]:
    """Say of each step what the task does in it, and how it stands afterwards."""
    begun = set(NO_TASK)
    told = []
    for step in steps:
        printed = " / ".join(step.printed.strip().splitlines())
        if step.strikes:
            told.append(f"cancels it{_where(step)}")
            continue
        verbs = [] if step.task in begun else ["starts"]
        begun.add(step.task)
        if printed:
            verbs.append(f'prints "{printed}"')
        told.append(" and ".join(verbs or ["goes on"]) + _afterwards(step))
    return told


def _where(step: OrderStep) -> str:
    """Say of a task that is cancelled how it stands."""
    match step.wait:
        case "begin":
            return " before its first step"
        case "turn":
            return ", which is about to go on"
    return f", which waits for {step.waits_for}"


def _afterwards(step: OrderStep) -> str:
    if step.ended:
        return f", ends in {step.ended}"
    if step.waits_for:
        return f", waits for {step.waits_for}"
    return "" if step.task in NO_TASK else ", is done"
