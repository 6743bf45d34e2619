"""Runs a snippet and keeps what it did: here, or on another Python of this machine.

`python -m import_asyncio.guide.results recording FILE` prints it as JSON; so does `orders`. What
is cancelled, and what is watched, follow as two JSON lists.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from import_asyncio.errors import GuideError, Stopped
from import_asyncio.explore.causes import Cause, Causes, causes_of
from import_asyncio.explore.explore import explore, run_order
from import_asyncio.explore.replay import record_order
from import_asyncio.explore.values import with_values
from import_asyncio.guide.cache import cached
from import_asyncio.guide.pythons import label, pythons
from import_asyncio.orders import Order, Orders
from import_asyncio.program import Program, read
from import_asyncio.record.record import run_and_record
from import_asyncio.recording import Recording, from_json
from import_asyncio.run.clock import Clock
from import_asyncio.run.runner import Run

SOURCES = Path(__file__).parents[2]


@dataclass(frozen=True)
class RecordedRun:
    """A run of a program, and its recording."""

    run: Run
    recording: Recording


def run_of(program: Program, values: Sequence[str] = ()) -> RecordedRun | None:
    """Run a program on the stage of this Python, or else of another one that it may run on.

    ``values`` are expressions that are watched. Return None where the program needs the real
    world, or a Python that is not here. Raises ``GuideError`` where the program does not end or
    cannot be compiled, and where an expression has no value, or might have effects.
    """
    kept = _kept("recording", program, values=values)
    if kept is None:
        return None
    return RecordedRun(Run(**kept["run"]), from_json(json.dumps(kept["recording"])))


@dataclass(frozen=True)
class Explored:
    """Every order of a program, with recordings of some of them.

    ``recordings`` are those of the simplest order for each outcome, ``calm`` is that of the order
    in which tasks are least in one another's way. ``causes`` has for each order what brings about
    each of its steps.
    """

    orders: Orders
    recordings: dict[str, Recording]
    calm: Recording
    causes: Causes


def orders_of(
    program: Program, cancel: Sequence[str] = (), values: Sequence[str] = ()
) -> Explored | None:
    """Try every order of a program; where, and when None is returned, is as for ``run_of``.

    ``cancel`` names tasks that are cancelled at every point, ``values`` are as for ``run_of``.
    """
    kept = _kept("orders", program, cancel, values)
    if kept is None:
        return None
    recordings = {
        outcome: from_json(json.dumps(data)) for outcome, data in kept["recordings"].items()
    }
    calm = from_json(json.dumps(kept["calm"]))
    causes = tuple(tuple(map(Cause, order)) for order in kept["causes"])
    return Explored(Orders.from_data(kept["orders"]), recordings, calm, causes)


def order_of(program: Program) -> Orders | None:
    """Find the order that a program takes on the clock, alone; else as for ``run_of``."""
    kept = _kept("order", program)
    return None if kept is None else Orders.from_data(kept)


def _recording(program: Program, cancel: Sequence[str], values: Sequence[str]) -> dict[str, Any]:
    run, recording = run_and_record(program, every_warning=True, values=values)
    if values:
        _refuse([track.problem for track in recording.tracks])
        unwatched = run_and_record(program, every_warning=True)
        if unwatched != (run, replace(recording, tracks=())):
            raise GuideError(f"watching {', '.join(values)} changes what the program does")
    return {"run": asdict(run), "recording": json.loads(recording.to_json())}


def _orders(program: Program, cancel: Sequence[str], values: Sequence[str]) -> dict[str, Any]:
    orders = explore(program, cancel=cancel)
    orders.refuse_none()
    watched = with_values(program, orders, values)
    _refuse(watched.remarks[len(orders.remarks) :])
    return {
        "orders": watched.to_data(),
        "recordings": {
            outcome: _recording_of(program, watched.simplest(outcome), values)
            for outcome in watched.outcomes
        },
        "calm": _recording_of(program, watched.calmest(), values),
        "causes": causes_of(program, orders.orders),
    }


def _recording_of(program: Program, order: Order, values: Sequence[str]) -> Any:
    return json.loads(record_order(program, order, values).to_json())


def _order(program: Program, cancel: Sequence[str], values: Sequence[str]) -> dict[str, Any]:
    return Orders(program.filename, (run_order(program, Clock()),), runs=1).to_data()


def _refuse(problems: Sequence[str]) -> None:
    for problem in filter(None, problems):
        raise GuideError(problem)


KINDS: dict[str, Callable[[Program, Sequence[str], Sequence[str]], dict[str, Any]]] = {
    "recording": _recording,
    "orders": _orders,
    "order": _order,
}


def _kept(
    kind: str, program: Program, cancel: Sequence[str] = (), values: Sequence[str] = ()
) -> Any:
    if program.needs:
        return None
    if program.runs_on():
        version, python = sys.version_info[:3], Path(sys.executable)
    else:
        fitting = [found for found in pythons() if program.runs_on(found)]
        if not fitting:
            return None
        version, python = max(fitting), pythons()[max(fitting)]
    content = json.dumps([label(version), asdict(program), list(cancel), list(values)])
    compute = _here if program.runs_on() else _elsewhere
    return cached(kind, content, lambda: compute(kind, program, cancel, values, python))


def _here(
    kind: str, program: Program, cancel: Sequence[str], values: Sequence[str], python: Path
) -> dict[str, Any]:
    try:
        return KINDS[kind](program, cancel, values)
    except Stopped as problem:
        raise GuideError(f"{program.filename}: {problem.report}") from None
    except SyntaxError as problem:
        raise GuideError(f"{program.filename}:{problem.lineno}: {problem.msg}") from None


def _elsewhere(
    kind: str, program: Program, cancel: Sequence[str], values: Sequence[str], python: Path
) -> Any:
    lists = [json.dumps(list(cancel)), json.dumps(list(values))]
    done = subprocess.run(
        [python, "-m", "import_asyncio.guide.results", kind, program.filename, *lists],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise GuideError(done.stderr.strip())
    return json.loads(done.stdout)


def main() -> int:
    """Run the program that the command line names; print JSON."""
    kind, filename, *lists = sys.argv[1:]
    cancel, values = map(json.loads, lists)
    try:
        print(json.dumps(_here(kind, read(Path(filename)), cancel, values, Path(sys.executable))))
    except GuideError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
