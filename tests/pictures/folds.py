"""Reads what is said of steps and tasks that a picture leaves out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from import_asyncio.recording import Recording, Wait


def about_steps(
    recording: Recording, folded: Sequence[int], shown: Collection[int], said: str
) -> Iterator[str]:
    """Yield what is wrong with the words in place of some steps, given those that are shown."""
    hidden = set(folded)
    if first_number(said) != len(folded):
        yield f"{len(folded)} steps are folded, and the fold says {said}"
    yield from about_prints(recording, hidden, said)
    firsts = {
        task: next(i for i, step in enumerate(recording.steps) if step.task == task)
        for task in {recording.steps[i].task for i in folded} - {None}
    }
    begun = len(hidden.intersection(firsts.values()))
    if _count_of("task", said, "begin") != begun:
        yield f"{begun} tasks begin in folded steps, and the fold says {said}"
    ends = Counter(
        recording.tasks[act.what].end
        for act in recording.acts
        if act.verb == "ends" and act.step in hidden
    )
    if _count_of("task", said, "end") != ends["done"]:
        yield f"{ends['done']} tasks end in folded steps, and the fold says {said}"
    yield from about_ends(ends, said)
    struck = [recording.steps[i] for i in folded if recording.steps[i].struck is not None]
    caught = sum(step.suspends is not None for step in struck)
    if _count_of("caught cancellation", said) != caught:
        yield f"{caught} cancellations are caught in folded steps, and the fold says {said}"
    if "alike" in said:
        known = {_kind(recording, index) for index in shown}
        if any(_kind(recording, index) not in known for index in folded):
            yield f"the fold says {said}, and nothing that is shown is like them"


def about_prints(recording: Recording, hidden: Collection[int], said: str) -> Iterator[str]:
    """Yield what is wrong with the number of printed lines that words name."""
    printed = sum(line.step in hidden for line in recording.prints)
    if _count_of("printed line", said) != printed:
        yield f"{printed} printed lines are folded, and the fold says {said}"


def about_ends(ends: Counter[str], said: str) -> Iterator[str]:
    """Yield each bad end that words count otherwise than it happened."""
    bad = {end: count for end, count in ends.items() if end != "done"}
    for end, count in bad.items():
        words = {"cancelled": f"{count} cancelled", "": f"{count} never done"}
        expected = words.get(end, f"{count} in {end}")
        if not re.search(rf"\b{re.escape(expected)}(?:,| …|$)", said):
            yield f"{expected} are folded, and the fold says {said}"
    named = re.findall(r"(\d+) (?:cancelled|never done|in \w+)(?=,| …|$)", said)
    if sum(map(int, named)) != sum(bad.values()):
        yield f"{sum(bad.values())} folded tasks end badly, and the fold says {said}"


def first_number(words: str) -> int:
    """Return the first number in some words, or 0."""
    found = re.search(r"\d+", words)
    return int(found[0]) if found else 0


def function(call: str) -> str:
    """Return the function of a call."""
    return call.partition("(")[0]


def _count_of(noun: str, words: str, verb: str = "") -> int:
    """Return how many of something words say there are."""
    ends = rf" {verb}s?" if verb else ""
    found = re.search(rf"(\d+) {noun}s?{ends}(?:,| …|$)", words)
    return int(found[1]) if found else 0


def _kind(recording: Recording, index: int) -> tuple[object, ...]:
    """Return what a reader sees of a step: its function, its lines, and what it does."""
    step = recording.steps[index]
    acts = [act for act in recording.acts if act.step == index]
    waits = [awaited(recording.waits[act.what]) for act in acts if act.verb == "waits"]
    name = "" if step.task is None else function(recording.tasks[step.task].call)
    return name, step.resumes, step.suspends, *(act.verb for act in acts), *waits


def awaited(wait: Wait) -> str:
    """Return what a wait is for; tasks are all alike."""
    return wait.kind if wait.tasks else wait.label
