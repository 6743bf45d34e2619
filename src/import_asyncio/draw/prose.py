"""A recording in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from import_asyncio.draw.folding import FoldedSteps
from import_asyncio.draw.text import FOR_EVER, clock, head, printable
from import_asyncio.draw.values import by_end, changes, in_words, tracks_of
from import_asyncio.recording import Act, Recording, Step, Wait

FIRST_STEPS, NOTABLE_STEPS, LAST_STEPS = 30, 15, 15
MOST_CLAUSES, FIRST_CLAUSES, LAST_CLAUSES = 16, 8, 4
LONGEST_REPEAT, FEWEST_REPEATS = 2, 3
MOST_NAMES = 6
OUTSIDE = {"callback": "A callback", "thread": "A thread", "module": "The module"}
ENDS = {"done": "is done", "cancelled": "ends, cancelled"}


def title(recording: Recording) -> str:
    """Name the picture of a recording."""
    return f"Timeline of {printable(recording.program)}"


def describe_recording(recording: Recording) -> str:
    """Say what happened, in its order: a line for each time of the clock, one for the outcome."""
    steps = FoldedSteps(
        recording,
        range(len(recording.steps)),
        first=FIRST_STEPS,
        notable=NOTABLE_STEPS,
        last=LAST_STEPS,
    )
    told = _sentences(recording, steps.kept)
    lines: list[str] = []
    for kept, run in steps.runs():
        if not kept:
            lines.append(steps.words(run))
            continue
        for time, together in groupby(run, key=lambda step: recording.steps[step].time):
            lines.append(f"At {clock(time)}: {' '.join(told[step] for step in together)}")
    return "\n".join(printable(line) for line in [*lines, describe_end(recording)])


def _sentences(recording: Recording, steps: Collection[int]) -> dict[int, str]:
    """Say what some steps did, and whom their callbacks woke when they were long over."""
    acts: list[list[Act]] = [[] for _ in recording.steps]
    late: list[list[Act]] = [[] for _ in recording.steps]
    waiting: set[int] = set()
    for act in recording.acts:
        if act.verb == "waits":
            waiting.add(act.step)
        begin = recording.waits[act.what].begin if act.verb == "wakes" else 0
        if act.verb == "wakes" and (act.step in waiting or begin > act.step):
            late[max(act.step, begin)].append(act)
        else:
            acts[act.step].append(act)
    values = _values(recording)
    return {
        step: " ".join(
            [
                _sentence(recording, recording.steps[step], acts[step]),
                *(_woken(recording, act) for act in late[step]),
                *values[step],
            ]
        )
        for step in steps
    }


def _values(recording: Recording) -> Mapping[int, Sequence[str]]:
    """Say after which step what is watched has another value."""
    said: dict[int, list[str]] = defaultdict(list)
    for track in tracks_of(recording):
        for step, value in changes(track, by_end(recording, range(len(recording.steps)))):
            if value:
                said[step].append(in_words(track.expression, value))
    return said


def _sentence(recording: Recording, step: Step, acts: Sequence[Act]) -> str:
    clauses = _repeated(list(_clauses(recording, step, acts)) or ["runs"])
    if len(clauses) > MOST_CLAUSES:
        rest = len(clauses) - FIRST_CLAUSES - LAST_CLAUSES
        clauses = [*clauses[:FIRST_CLAUSES], f"does {rest} things more", *clauses[-LAST_CLAUSES:]]
    return f"{_subject(recording, step)} {_joined(clauses)}."


def _woken(recording: Recording, act: Act) -> str:
    step = recording.steps[act.step]
    subject = _subject(recording, step)
    woken = recording.tasks[recording.waits[act.what].task].label
    return f"{woken} is woken by {subject.lower() if step.task is None else subject}."


def _subject(recording: Recording, step: Step) -> str:
    return OUTSIDE[step.place] if step.task is None else recording.tasks[step.task].label


def _clauses(recording: Recording, step: Step, acts: Sequence[Act]) -> Iterator[str]:
    if step.struck is not None:
        yield _cancelled(recording, step.struck)
    for verb, group in groupby(acts, key=attrgetter("verb")):
        same = [act.what for act in group]
        match verb:
            case "takes" | "gives back":
                for hold in same:
                    yield _passes(recording, step, verb, hold)
            case "prints":
                yield f"prints {_list(f'“{head(recording.prints[at].text)}”' for at in same)}"
            case "waits":
                yield _waits(recording, recording.waits[same[0]])
            case "ends":
                end = recording.tasks[same[0]].end
                yield ENDS.get(end, f"ends in {end}")
            case _:
                yield f"{verb} {_list(_whom(recording, verb, at) for at in same)}"


def _passes(recording: Recording, step: Step, verb: str, at: int) -> str:
    hold = recording.holds[at]
    label = recording.primitives[hold.primitive].label
    if verb == "takes" and hold.task != step.task:
        return f"hands the {label} to {recording.tasks[hold.task].label}"
    return f"{verb} the {label}"


def _whom(recording: Recording, verb: str, at: int) -> str:
    """Return the task that an act starts, cancels or wakes."""
    if verb == "cancels":
        at = recording.cancellations[at].task
    elif verb == "wakes":
        at = recording.waits[at].task
    return recording.tasks[at].label


def _repeated(clauses: Sequence[str]) -> list[str]:
    """Say only once, and how often, what is the same again and again."""
    told: list[str] = []
    at = 0
    while at < len(clauses):
        for width in range(1, LONGEST_REPEAT + 1):
            pattern, count = clauses[at : at + width], 1
            while clauses[at + count * width : at + (count + 1) * width] == pattern:
                count += 1
            if count >= FEWEST_REPEATS:
                told.append(f"{' and '.join(pattern)} {count} times")
                at += count * width
                break
        else:
            told.append(clauses[at])
            at += 1
    return told


def _cancelled(recording: Recording, index: int) -> str:
    stop = recording.cancellations[index]
    match stop.cause:
        case "timeout":
            return "is cancelled by its timeout"
        case "task group":
            return "is cancelled by its task group"
        case "end of run":
            return "is cancelled at the end of the run"
    return "is cancelled"


def _waits(recording: Recording, wait: Wait, *, at_end: bool = False) -> str:
    match wait.kind:
        case "sleep":
            return f"sleeps {wait.label.removeprefix('sleep ')}"
        case "turn":
            return wait.label
        case "thread" | "future":
            return f"waits for a {wait.label}"
        case "task" | "tasks":
            tasks = recording.left(wait) if at_end else wait.tasks
            return f"waits for {_list(recording.tasks[task].label for task in tasks) or wait.label}"
    holding = recording.holders_at_end(wait) if at_end else recording.holders(wait)
    holders = [recording.tasks[task].label for task in holding]
    held = f", which {_list(holders)} hold{'s' if len(holders) == 1 else ''}" if holders else ""
    return f"waits for the {wait.label}{held}"


def describe_end(recording: Recording) -> str:
    """Say how a run ends: of a deadlock who waits for what, and who holds it."""
    if recording.ending == "deadlock":
        waits = [
            f"{recording.tasks[wait.task].label} {_waits(recording, wait, at_end=True)}"
            for wait in recording.waits_for_ever()
        ]
        return f"Deadlock at {clock(recording.seconds)}, each {FOR_EVER}: {'; '.join(waits)}."
    how = f"ends in {recording.ending}" if recording.ending else "is done"
    return f"The program {how} at {clock(recording.seconds)}."


def _list(words: Iterable[str]) -> str:
    """Write names one after the other, the first of them where there are many."""
    names = list(words)
    if len(names) > MOST_NAMES:
        names = [*names[:3], f"{len(names) - 3} more"]
    return _joined(names)


def _joined(words: Sequence[str]) -> str:
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last
