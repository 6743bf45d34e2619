"""What is left out of a run that is too long to show, and how that is said.

Nothing goes in silence. A step that prints, in which its task begins or ends, or that has to do
with a cancellation is kept as long as there is room, the rarest of its kind first; and only what
is like something that is shown is called alike. Of everything else it is said what it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence, Set
from itertools import groupby

from import_asyncio.recording import Act, Recording, Wait

FEWEST_FOLDED = 3


class FoldedSteps:
    """Some steps of a recording, of which the first, the last and the notable ones are kept.

    ``first`` and ``last`` are how many are kept at the ends, ``notable`` how many between them.
    Fewer than ``FEWEST_FOLDED`` in a row are kept as well.
    """

    def __init__(
        self, recording: Recording, steps: Sequence[int], *, first: int, notable: int, last: int
    ) -> None:
        self._recording = recording
        self._kinds = _kinds_of_steps(recording)
        self._steps = steps
        self.kept = set(steps)
        if len(steps) > first + notable + last:
            rarity = Counter(self._kinds[step] for step in steps)
            ranks = _ranks(recording)
            middle = ranks.keys() & set(steps[first:-last])
            best = sorted(middle, key=lambda s: (ranks[s], rarity[self._kinds[s]], s))
            self.kept = _filled(steps, {*steps[:first], *best[:notable], *steps[-last:]})
        self._shown = {self._kinds[step] for step in self.kept}

    def runs(self) -> Iterator[tuple[bool, list[int]]]:
        """Yield the steps in their order, in runs that are kept or not."""
        return runs(self._steps, self.kept)

    def words(self, folded: Collection[int]) -> str:
        """Say what steps that are not kept are."""
        steps = _counted(len(folded), "step")
        hidden = set(folded)
        what = [*_printed(self._recording, hidden), *_lives(self._recording, hidden)]
        if what:
            return f"… {', '.join([steps, *what])} …"
        if all(self._kinds[step] in self._shown for step in folded):
            return f"… {steps} alike …"
        return f"… {len(folded)} more steps …"


def kept_tasks(recording: Recording, *, first: int, bad: int, last: int) -> set[int]:
    """Return the tasks to show: those at the ends, and one of each kind that ends badly."""
    kinds = _kinds_of_tasks(recording)
    tasks = range(len(kinds))
    if len(tasks) <= first + bad + last:
        return set(tasks)
    kept = {*tasks[:first], *tasks[-last:]}
    rarity = Counter(kinds)
    shown = {kinds[task] for task in kept}
    strange = {
        kinds[task]: task
        for task in reversed(tasks)
        if recording.tasks[task].end != "done" and kinds[task] not in shown
    }
    rarest = sorted(strange.values(), key=lambda task: (rarity[kinds[task]], task))
    return _filled(tasks, {*kept, *rarest[:bad]})


def runs(all_of_them: Iterable[int], kept: Collection[int]) -> Iterator[tuple[bool, list[int]]]:
    """Yield steps or tasks in their order, in runs that are kept or not."""
    for is_kept, run in groupby(all_of_them, key=kept.__contains__):
        yield is_kept, list(run)


def _filled(all_of_them: Iterable[int], kept: set[int]) -> set[int]:
    """Return what is kept, and with it what lies between in runs too short to be folded."""
    folded = [run for is_kept, run in runs(all_of_them, kept) if not is_kept]
    return kept.union(*(run for run in folded if len(run) < FEWEST_FOLDED))


def words_of_tasks(recording: Recording, folded: Sequence[int]) -> tuple[str, str]:
    """Say how many tasks are not shown, and what they do that is not seen."""
    kinds = _kinds_of_tasks(recording)
    tasks = _counted(len(folded), "task")
    alike = len({kinds[task] for task in folded}) == 1
    label = f"… {tasks} alike …" if alike else f"… {len(folded)} more {tasks.split()[1]} …"
    hidden = set(folded)
    steps = {index for index, step in enumerate(recording.steps) if step.task in hidden}
    ends = Counter(recording.tasks[task].end for task in folded)
    what = [*_printed(recording, steps), *([] if alike else _badly(ends))]
    return label, ", ".join(what)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _printed(recording: Recording, steps: Set[int]) -> Iterator[str]:
    lines = sum(line.step in steps for line in recording.prints)
    if lines:
        yield _counted(lines, "printed line")


def _lives(recording: Recording, steps: Set[int]) -> Iterator[str]:
    """Say how many tasks begin and end in some steps, and how many are struck in them."""
    firsts, _ = _ends_of_lanes(recording)
    if begun := len(firsts & steps):
        yield f"{_counted(begun, 'task')} begin{'s' if begun == 1 else ''}"
    ends = Counter(
        recording.tasks[act.what].end
        for act in recording.acts
        if act.verb == "ends" and act.step in steps
    )
    if ended := ends["done"]:
        yield f"{_counted(ended, 'task')} end{'s' if ended == 1 else ''}"
    yield from _badly(ends)
    caught = sum(
        recording.steps[step].struck is not None and recording.steps[step].suspends is not None
        for step in steps
    )
    if caught:
        yield _counted(caught, "caught cancellation")


def _badly(ends: Counter[str]) -> Iterator[str]:
    for end, count in ends.items():
        if end == "cancelled":
            yield f"{count} cancelled"
        elif end == "":
            yield f"{count} never done"
        elif end != "done":
            yield f"{count} in {end}"


def _ranks(recording: Recording) -> dict[int, int]:
    """Return the steps that must not go in silence: 0 for all but those that only begin a task."""
    firsts, lasts = _ends_of_lanes(recording)
    printing = {line.step for line in recording.prints if line.text.strip()}
    cancelling = {act.step for act in recording.acts if act.verb == "cancels"}
    struck = {index for index, step in enumerate(recording.steps) if step.struck is not None}
    return dict.fromkeys(firsts, 1) | dict.fromkeys(lasts | printing | cancelling | struck, 0)


def _ends_of_lanes(recording: Recording) -> tuple[set[int], set[int]]:
    """Return the first and the last steps of all tasks."""
    of_tasks = [(step.task, at) for at, step in enumerate(recording.steps) if step.task is not None]
    return set(dict(reversed(of_tasks)).values()), set(dict(of_tasks).values())


def _kinds_of_steps(recording: Recording) -> list[Hashable]:
    """Return what makes each step like another: its function, its lines, and all that it does."""
    acts: list[list[Hashable]] = [[] for _ in recording.steps]
    for act in recording.acts:
        acts[act.step].append((act.verb, _about(recording, act)))
    return [
        (_function(recording, step.task), step.place, step.resumes, step.suspends, *done)
        for step, done in zip(recording.steps, acts, strict=True)
    ]


def _about(recording: Recording, act: Act) -> Hashable:
    match act.verb:
        case "takes" | "gives back":
            return recording.holds[act.what].primitive
        case "prints":
            return recording.prints[act.what].line
        case "cancels":
            return _function(recording, recording.cancellations[act.what].task)
        case "wakes":
            return _function(recording, recording.waits[act.what].task)
        case "waits":
            return _awaited(recording.waits[act.what])
        case "ends":
            return recording.tasks[act.what].end
    return _function(recording, act.what)


def _kinds_of_tasks(recording: Recording) -> list[Hashable]:
    """Return what makes each task like another: its function, what it waits for, and its end."""
    waits: list[set[str]] = [set() for _ in recording.tasks]
    for wait in recording.waits:
        waits[wait.task].add(_awaited(wait))
    return [
        (_function(recording, task), frozenset(labels), recording.tasks[task].end)
        for task, labels in enumerate(waits)
    ]


def _function(recording: Recording, task: int | None) -> str:
    return "" if task is None else recording.tasks[task].call.partition("(")[0]


def _awaited(wait: Wait) -> str:
    return wait.kind if wait.tasks else wait.label
