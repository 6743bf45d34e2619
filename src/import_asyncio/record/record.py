"""Runs a program on the stage and returns its recording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from import_asyncio.labels import numbered, several
from import_asyncio.program import Program
from import_asyncio.record.changes import observed
from import_asyncio.record.draft import Draft
from import_asyncio.record.loop import RecordingLoop
from import_asyncio.record.recorder import Recorder
from import_asyncio.recording import Hold, Primitive, Recording, Track, Wait
from import_asyncio.run.limits import Limits
from import_asyncio.run.loop import World
from import_asyncio.run.runner import Run, run
from import_asyncio.run.streams import Output
from import_asyncio.run.values import Values


def record(
    program: Program,
    *,
    world: World | None = None,
    limits: Limits | None = None,
    values: Sequence[str] = (),
) -> Recording:
    """Run a program as ``runner.run`` does, and return what it did.

    Raises ``LimitReached`` and ``Refused`` as ``runner.run`` does, and ``GuideError`` as
    ``run_and_record``.
    """
    return run_and_record(program, world=world, limits=limits, values=values)[1]


def run_and_record(
    program: Program,
    *,
    world: World | None = None,
    limits: Limits | None = None,
    emit: Callable[[str], object] = lambda text: None,
    every_warning: bool = False,
    values: Sequence[str] = (),
) -> tuple[Run, Recording]:
    """Run a program and return its run, the same as from ``runner.run``, with its recording.

    ``emit`` is called with each piece of text as it is printed. ``values`` are expressions whose
    values after each step are the tracks of the recording; raises ``GuideError`` where one might
    have effects.
    """
    limits = limits or Limits()
    watched = Values(values, program.filename)
    recorder = Recorder(program, watched)

    def hear(text: str) -> None:
        recorder.printed(text)
        emit(text)

    with observed(recorder.changed):
        seen = run(
            program,
            world=world,
            limits=limits,
            make_loop=partial(RecordingLoop, recorder=recorder),
            stdout=Output(limits.characters, hear),
            every_warning=every_warning,
        )
    recorder.stop()
    return seen, _recording(program, seen, recorder.draft, watched)


def _recording(program: Program, seen: Run, draft: Draft, watched: Values) -> Recording:
    """Make a recording: leave out primitives that nobody used, and tell all that is left apart."""
    used = {hold.primitive for hold in draft.holds}
    used |= {wait.primitive for wait in draft.waits if wait.primitive is not None}
    place = {index: number for number, index in enumerate(sorted(used))}
    primitives = _labelled([draft.primitives[index] for index in place])
    labels = numbered([task.label for task in draft.tasks])
    tasks = [replace(task, label=label) for task, label in zip(draft.tasks, labels, strict=True)]

    def finished_wait(wait: Wait) -> Wait:
        primitive, label = wait.primitive, wait.label
        if primitive is not None:
            primitive = place[primitive]
            label = primitives[primitive].label
        if wait.tasks:
            label = several([labels[task] for task in wait.tasks])
        same = (primitive, label) == (wait.primitive, wait.label)
        return wait if same else replace(wait, primitive=primitive, label=label)

    def finished_hold(hold: Hold) -> Hold:
        primitive = place[hold.primitive]
        return hold if primitive == hold.primitive else replace(hold, primitive=primitive)

    return Recording(
        program=Path(program.filename).name,
        ending=seen.ending,
        transcript=seen.transcript,
        seconds=seen.seconds,
        tasks=tuple(tasks),
        primitives=tuple(primitives),
        steps=tuple(draft.steps),
        waits=tuple(map(finished_wait, draft.waits)),
        prints=tuple(draft.prints),
        cancellations=tuple(draft.cancellations),
        holds=tuple(map(finished_hold, draft.holds)),
        acts=tuple(draft.acts),
        tracks=tuple(_tracks(draft, watched)),
    )


def _tracks(draft: Draft, watched: Values) -> Iterator[Track]:
    """Yield a track for each expression; what was not read after a step is as it was before."""
    for number, (text, problem) in enumerate(
        zip(watched.expressions, watched.problems, strict=True)
    ):
        value, values = "", []
        for step in range(len(draft.steps)):
            value = draft.values[step][number] if step in draft.values else value
            values.append("" if problem else value)
        yield Track(text, tuple(values), problem)


def _labelled(primitives: Sequence[Primitive]) -> list[Primitive]:
    """Tell primitives of one kind apart, by the program's own names for them or by number."""
    kinds = Counter(primitive.kind for primitive in primitives)
    named = Counter((primitive.kind, primitive.label) for primitive in primitives)
    result = []
    numbers: Counter[str] = Counter()
    for primitive in primitives:
        kind, name = primitive.kind, primitive.label
        numbers[kind] += 1
        if kinds[kind] == 1:
            label = kind
        elif name and named[kind, name] == 1:
            label = f"{kind} {name}"
        else:
            label = f"{kind} {numbers[kind]}"
        result.append(Primitive(kind, label))
    return result
