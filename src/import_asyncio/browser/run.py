"""Runs a program for the page: all that it shows of one run, as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from import_asyncio.draw.legend import draw_key
from import_asyncio.draw.prose import describe_recording
from import_asyncio.draw.timeline_svg import draw_timeline
from import_asyncio.errors import GuideError, Stopped
from import_asyncio.program import NEEDS, Program, parse
from import_asyncio.record.record import run_and_record
from import_asyncio.recording import Recording
from import_asyncio.run.runner import Run

NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '(\w+)")


@dataclass(frozen=True)
class Shown:
    """What the page shows of one run, but for its picture.

    ``printed`` and ``last_words`` together are the transcript; ``ending`` is as in ``runner.Run``;
    ``stopped`` says why the stage did not let the program go on, else it is empty; ``hint`` says
    what a reader may do; ``lines`` are the lines of the program to mark as wrong; ``seconds`` are
    virtual.
    """

    printed: str = ""
    last_words: str = ""
    ending: str = ""
    stopped: str = ""
    hint: str = ""
    stderr: str = ""
    traceback: str = ""
    lines: tuple[int, ...] = ()
    seconds: float = 0.0


_last: Recording | None = None


def run(source: str, filename: str, values: str, emit: Callable[[str], object]) -> str:
    """Run a program and return a ``Shown`` as JSON.

    ``values`` is a JSON list of the expressions that are watched. ``emit`` is called with each
    piece of text as it is printed.
    """
    printed: list[str] = []
    global _last
    _last = None

    def hear(text: str) -> None:
        printed.append(text)
        emit(text)

    try:
        shown = _run(parse(source, filename), json.loads(values), hear)
    except (Stopped, GuideError) as problem:
        shown = Shown(printed="".join(printed), stopped=str(problem))
    return json.dumps(asdict(shown))


def picture(prefix: str) -> str:
    """Return JSON with the timeline of the last run, its legend, words, and remarks on its values.

    All are empty where there is nothing to draw. ``prefix`` begins every id in it.
    """
    if _last is None or not _last.steps:
        return json.dumps({"picture": "", "legend": "", "words": "", "remarks": []})
    return told(_last, prefix)


def told(recording: Recording, prefix: str) -> str:
    """Return JSON with the timeline of a recording, its legend, its words, and remarks."""
    drawn = draw_timeline(recording, prefix=prefix)
    return json.dumps(
        {
            "picture": drawn.markup,
            "legend": draw_key(drawn.signs, prefix=prefix),
            "words": describe_recording(recording),
            "remarks": [track.problem for track in recording.tracks if track.problem],
        }
    )


def _run(program: Program, values: Sequence[str], emit: Callable[[str], object]) -> Shown:
    if missing := [need for need in NEEDS if need in program.needs]:
        return Shown(stopped=f"a browser has no {' and no '.join(missing)}; run the file at home")
    global _last
    run, _last = run_and_record(program, emit=emit, values=values)
    return Shown(
        printed=run.stdout,
        last_words=run.last_words,
        ending=run.ending,
        hint=_hint(run.last_words),
        stderr=run.stderr,
        traceback="" if run.ending == "deadlock" else run.traceback,
        lines=_wrong_lines(run, _last),
        seconds=run.seconds,
    )


def _hint(last_words: str) -> str:
    if last_words == "RuntimeError: can't start new thread":
        return "A browser has no threads: download the file and run it at home."
    if missing := NO_MODULE.match(last_words):
        if missing[1] in sys.stdlib_module_names:
            return f"Python in a browser has no {missing[1]}: download the file and run it at home."
        return f"The page has only Python's standard library, and {missing[1]} is not in it."
    return ""


def _wrong_lines(run: Run, recording: Recording) -> tuple[int, ...]:
    """Return the lines where tasks wait in a deadlock, or that an exception came from."""
    if run.ending == "deadlock":
        lines = [wait.line for wait in recording.waits_for_ever()]
    else:
        lines = [run.line]
    return tuple(line for line in lines if line)
