"""Runs a program for the page: all that it shows of one run, as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

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
    """What the page shows of one run.

    ``printed`` and ``last_words`` together are the transcript; ``ending`` is as in ``stage.Run``;
    ``stopped`` says why the stage did not let the program go on, else it is empty; ``hint`` says
    what a reader may do; ``lines`` are the lines of the program to mark as wrong; ``seconds`` are
    virtual; ``timeline`` is an SVG, to be styled by the page, and ``words`` say what it says.
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
    timeline: str = ""
    words: str = ""


def run(source: str, filename: str, prefix: str, emit: Callable[[str], object]) -> str:
    """Run a program and return a ``Shown`` as JSON.

    ``emit`` is called with each piece of text as it is printed; ``prefix`` begins every id in
    the timeline.
    """
    printed: list[str] = []

    def hear(text: str) -> None:
        printed.append(text)
        emit(text)

    try:
        shown = _run(parse(source, filename), prefix, hear)
    except (Stopped, GuideError) as problem:
        shown = Shown(printed="".join(printed), stopped=str(problem))
    return json.dumps(asdict(shown))


def _run(program: Program, prefix: str, emit: Callable[[str], object]) -> Shown:
    if missing := [need for need in NEEDS if need in program.needs]:
        return Shown(stopped=f"a browser has no {' and no '.join(missing)}; run the file at home")
    run, recording = run_and_record(program, emit=emit)
    return Shown(
        printed=run.stdout,
        last_words=run.last_words,
        ending=run.ending,
        hint=_hint(run.last_words),
        stderr=run.stderr,
        traceback="" if run.ending == "deadlock" else run.traceback,
        lines=_wrong_lines(run, recording),
        seconds=run.seconds,
        timeline=draw_timeline(recording, prefix=prefix, embedded=True) if recording.steps else "",
        words=describe_recording(recording),
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
