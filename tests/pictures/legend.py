"""Reads a legend back: the list beside a picture that says what its signs mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from xml.etree import ElementTree

from pictures.svg import plain, shapes

STEP, STRUCK, BAD = "a step: the task runs", "is cancelled", "ends in an exception"
BOX, SILENT = "a step, and what it prints", "a step that prints nothing"
ENDED, FAILED = "ends in an exception, as it may", "a step that ends in an exception"
BLOCKED, ANSWER, TASKS = "is blocked", "waits for an answer", "waits for tasks"
EVER, TASKS_EVER = "waits for ever", "waits for tasks, for ever"
READY, HOLD, CLOCK = "ready, has not run yet", "holds it", "the clock moves on"
WAKE, CANCEL = "wakes", "cancels"
VALUE = "a value, from the step that changes it"
SIGNS = {
    STEP: "stage-step",
    BOX: "orders-box",
    SILENT: "orders-silent",
    BLOCKED: "stage-edge",
    ANSWER: "stage-answer",
    TASKS: "stage-others",
    READY: "stage-ready",
    HOLD: "stage-held stage-hold",
    WAKE: "stage-wake stage-head",
    CANCEL: "stage-cancel stage-cancel-head",
    STRUCK: "stage-step stage-struck stage-cross",
    ENDED: "orders-box orders-ended",
    BAD: "stage-step stage-bad stage-cross",
    FAILED: "orders-box orders-failed",
    EVER: "stage-error-edge",
    TASKS_EVER: "orders-tasks orders-tasks-stuck",
    CLOCK: "stage-tick",
    VALUE: "stage-value",
}
HATCHED = {BLOCKED: "stage-stripe", EVER: "stage-error-stripe"}


def complaints_about_legend(root: ElementTree.Element, used: Set[str]) -> Iterator[str]:
    """Yield what is wrong with the legend of a picture that uses the signs of some words."""
    said: Counter[str] = Counter()
    for item in (i for listing in root.iter("ul") for i in listing.iter("li")):
        words = plain("".join(item.itertext()))
        said[words] += 1
        names = " ".join(name for svg in item for s in shapes(svg) for name in s.names)
        if SIGNS.get(words) != names:
            yield f"the legend says {words} of another sign"
        stripes = {part.get("class") for svg in item for part in svg.iter()} & {*HATCHED.values()}
        if stripes != {HATCHED[words]} & {*HATCHED.values()} if words in HATCHED else stripes:
            yield f"the sign of {words} is not hatched as it must be"
    for words in sorted(said.keys() - used):
        yield f"the legend has {words!r}, which is not drawn"
    for words in sorted(used - said.keys()):
        yield f"the legend lacks {words!r}, which is drawn"
    if said and max(said.values()) > 1:
        yield "the legend says something twice"
