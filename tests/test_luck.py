"""Random numbers and the time of day: on the stage the same in each run, and told."""

from __future__ import annotations

import datetime
import os
import random
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from conftest import ROOT

from import_asyncio.explore.explore import explore
from import_asyncio.orders import Orders
from import_asyncio.program import parse
from import_asyncio.record.record import run_and_record
from import_asyncio.run.runner import Run, run

SAME = "line {line} asks for random numbers; here they are the same in each run"
BEGINNING = (
    "line {line} asks for the time of day; "
    "here a program begins on 13 September 2020 at 12:26:40 UTC"
)
ASKING = [
    "random.random()",
    "random.choice('abcdefgh')",
    "random.SystemRandom().random()",
    "random.Random().random()",
    "random.seed() or random.random()",
    "os.urandom(8)",
    "secrets.token_hex()",
    "secrets.randbelow(10**9)",
    "uuid.uuid1()",
    "uuid.uuid4()",
]


def program_of(expression: str) -> str:
    return (
        "import asyncio, datetime, os, random, secrets, time, uuid\n"
        "async def main():\n"
        "    await asyncio.sleep(2)\n"
        f"    print({expression})\n"
        "asyncio.run(main())\n"
    )


def printed(expression: str) -> Run:
    return run(parse(program_of(expression), "program.py"))


@pytest.mark.parametrize("expression", ASKING)
def test_random_numbers_are_the_same_in_each_run_and_told(expression: str) -> None:
    first, second = printed(expression), printed(expression)
    assert first.stdout == second.stdout != ""
    assert SAME.format(line=4) in first.remarks


def test_they_are_the_same_in_another_process(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(program_of(", ".join(ASKING)))
    command = "import sys; from import_asyncio.cli.main import main; sys.exit(main(sys.argv[1:]))"
    said = {
        subprocess.run(
            [sys.executable, "-c", command, "run", file],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {printed(", ".join(ASKING)).stdout}


def test_one_program_is_given_different_numbers() -> None:
    drawn = printed("*(random.random() for _ in range(9)), *(os.urandom(4) for _ in range(9))")
    assert len(set(drawn.stdout.split())) == 18


def test_numbers_outside_of_the_stage_are_left_alone() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    printed("random.random()")
    assert random.random() == expected
    assert uuid.uuid4() != uuid.uuid4()
    assert random.Random().random() != random.Random().random()


def test_a_program_that_draws_nothing_is_told_nothing() -> None:
    assert printed("random.Random(3).random(), loop := asyncio.get_running_loop()").remarks == ()


def orders(body: str) -> Orders:
    return explore(parse(f"import asyncio, random, os, datetime, time\n{body}", "program.py"))


@pytest.mark.parametrize(
    "draw", ["random.random()", "os.urandom(1)[0] / 256", "random.Random().random()"]
)
def test_branches_at_random_are_taken_the_same_way_in_each_order(draw: str) -> None:
    found = [
        orders(
            "async def work(name):\n"
            f"    await asyncio.sleep({draw})\n"
            f"    if {draw} < 0.5:\n"
            "        await asyncio.sleep(1)\n"
            "    print(name)\n"
            "async def main():\n"
            "    await asyncio.gather(work('a'), work('b'))\n"
            "asyncio.run(main())\n"
        )
        for _ in range(2)
    ]
    assert found[0] == found[1]
    assert SAME.format(line=4) in found[0].remarks
    assert found[0].complete


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("datetime.datetime.now(datetime.UTC)", "2020-09-13 12:26:42+00:00"),
        ("datetime.datetime.fromtimestamp(time.time(), datetime.UTC).date()", "2020-09-13"),
        ("int(datetime.datetime.now().timestamp())", "1600000002"),
        ("datetime.datetime.today() - datetime.datetime.fromtimestamp(1600000000)", "0:00:02"),
        ("datetime.date.today() == datetime.date.fromtimestamp(1600000000)", "True"),
        ("time.strftime('%Y')", "2020"),
        ("time.gmtime().tm_sec", "42"),
        ("time.localtime().tm_year", "2020"),
        ("time.ctime()[-4:], time.asctime()[-4:]", "2020 2020"),
        ("time.time_ns()", "1600000002000000000"),
    ],
)
def test_the_time_of_day_is_virtual_and_told(expression: str, shown: str) -> None:
    result = printed(expression)
    assert result.stdout == shown + "\n"
    assert result.remarks == (BEGINNING.format(line=4),)


def test_dates_are_real_dates() -> None:
    assert printed(
        "isinstance(datetime.datetime.now(), datetime.date), "
        "type(datetime.datetime(2020, 1, 1)) is type(datetime.datetime.now()), "
        "issubclass(datetime.datetime, datetime.date), "
        "repr(datetime.datetime(2020, 1, 1)), datetime.datetime, "
        "isinstance(datetime.date.today(), datetime.datetime)"
    ).stdout == (
        "True True True datetime.datetime(2020, 1, 1, 0, 0) <class 'datetime.datetime'> False\n"
    )


def test_a_class_of_dates_of_the_program_works() -> None:
    result = run(
        parse(
            "import datetime\n"
            "class Day(datetime.date):\n    pass\n"
            "today = Day.today()\n"
            "print(type(today).__name__, today.year, isinstance(datetime.date(2020, 1, 1), Day))\n",
            "program.py",
        )
    )
    assert result.stdout == "Day 2020 False\n"


def test_the_clock_is_put_back() -> None:
    printed("datetime.datetime.now()")
    assert datetime.datetime.now().year > 2020
    assert time.localtime().tm_year > 2020


def test_a_recording_has_the_remarks_of_its_run() -> None:
    seen, _ = run_and_record(parse(program_of("random.random()"), "program.py"))
    assert seen.remarks == (SAME.format(line=4),)
