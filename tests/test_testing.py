"""People's own tests, in every order: the marker, the function, and what a failing test shows."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import environment_without_pytest

from import_asyncio import every_order, replay_order
from import_asyncio.errors import GuideError
from import_asyncio.testing.arguments import Folder, may_change
from import_asyncio.testing.every_order import NotEveryOrder, WrongOrderError

HEAD = "import asyncio\nimport pytest\n"
MARK = "@pytest.mark.every_order"
RACE = f"""{MARK}
async def test_race():
    got = []
    async def ask(name):
        await asyncio.sleep(1)
        print(name, "answers")
        got.append(name)
    await asyncio.gather(ask("Ada"), ask("Ben"))
    assert got == ["Ada", "Ben"]
"""
Tests = Callable[..., str]


@pytest.fixture
def run_tests(tmp_path: Path) -> Tests:
    """Run tests in a process of their own, with the plugins that are named; return what it says."""

    def run(source: str, *options: str, plugins: str = "import-asyncio") -> str:
        (tmp_path / "test_mine.py").write_text(HEAD + source)
        names = [f"-p{plugin}" for plugin in plugins.split()]
        environment = environment_without_pytest()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-pno:cacheprovider", "-rA", *names, *options],
            cwd=tmp_path,
            env=environment | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "100"},
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert "INTERNALERROR" not in done.stdout
        return done.stdout + done.stderr

    return run


def test_a_failing_test_shows_how_many_orders_and_the_shortest_and_how_to_replay_it(
    run_tests: Tests,
) -> None:
    said = run_tests(RACE)
    report = said.partition("___ test_race ___")[2].partition("\n")[2]
    assert report.startswith(
        """1 of 2 orders goes wrong.
  ✗ 1  AssertionError
  ✓ 1  passes

The shortest that goes wrong, 1:
   1  main  starts, waits for other tasks
            line 10: await asyncio.gather(ask("Ada"), ask("Ben"))
"""
    )
    assert (
        """
   4  Ben   prints "Ben answers", is done
   5  Ada   prints "Ada answers", is done
   6  main  goes on, ends in AssertionError

AssertionError: assert ['Ben', 'Ada'] == ['Ada', 'Ben']
"""
        in report
    )
    assert "at line 11: assert got" in report
    assert "Again: pytest test_mine.py::test_race --replay-order 1\n---" in report
    captured = report.partition("Captured stdout call ---")[2]
    assert "--\nBen answers\nAda answers\n--" in captured
    assert (
        captured.partition("Captured stderr call ---")[2]
        .partition("\n")[2]
        .startswith("Traceback (most recent call last):\n  File ")
    )
    assert "import_asyncio" not in captured
    again = run_tests(RACE, "test_mine.py::test_race", "--replay-order", "1")
    assert "This order goes wrong:\n   1  main  starts" in again
    assert "1 failed" in again
    assert "1 passed" in run_tests(RACE, "--replay-order", "0")
    assert "1 failed" in (other := run_tests(RACE, "--replay-order", "7"))
    assert "they belong to another program" in other or "options" in other


def test_a_passing_test_says_how_many_orders_and_prints_one_of_them(run_tests: Tests) -> None:
    said = run_tests(RACE.replace("    assert got == [", "    assert sorted(got) == ["))
    assert "All 2 orders end right.\n" in said
    assert "--\nAda answers\nBen answers\n==" in said.partition("Captured stdout call ---")[2]
    assert "1 passed" in said
    assert "warning" not in said


@pytest.mark.parametrize(
    ("plugins", "options"),
    [
        ("import-asyncio asyncio", ["-oasyncio_mode=strict"]),
        ("import-asyncio asyncio", ["-oasyncio_mode=auto"]),
        ("asyncio import-asyncio", ["-oasyncio_mode=auto"]),
        ("import-asyncio anyio", []),
        ("import-asyncio anyio", ["-oanyio_mode=auto"]),
        ("anyio import-asyncio asyncio xdist", ["-n1"]),
    ],
)
def test_it_works_beside_other_plugins(run_tests: Tests, plugins: str, options: list[str]) -> None:
    theirs = ""
    if "asyncio" in plugins.split():
        theirs += "@pytest.mark.asyncio\nasync def test_a():\n    await asyncio.sleep(0)\n"
        options = [*options, "-oasyncio_default_fixture_loop_scope=function"]
    if "anyio" in plugins:
        theirs += (
            "@pytest.fixture\ndef anyio_backend(): return 'asyncio'\n"
            "@pytest.mark.anyio\nasync def test_b():\n    await asyncio.sleep(0)\n"
        )
    said = run_tests(theirs + RACE + theirs.replace("test_", "test_2"), *options, plugins=plugins)
    assert "1 of 2 orders goes wrong." in said
    assert f"1 failed, {2 * theirs.count('mark')} passed" in said


def test_the_marker_needs_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(HEAD + RACE)
    environment = environment_without_pytest()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--strict-markers", "-pno:cacheprovider", "-q"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert "1 of 2 orders goes wrong." in done.stdout


def test_each_run_finds_its_folder_and_its_instance_as_the_first_did(run_tests: Tests) -> None:
    said = run_tests(
        f"""
@pytest.fixture
def folder(tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "given/a").write_text("a")
    return tmp_path
class TestOne:
    {MARK}
    @pytest.mark.parametrize("n", [1, 2])
    async def test_folder(self, n, folder, tmp_path, request, tmp_path_factory):
        assert [path.name for path in tmp_path.iterdir()] == ["given"]
        (tmp_path / "given/a").unlink()
        (tmp_path / "mine").write_text("b")
        assert not hasattr(self, "seen")
        self.seen = n
        await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
"""
    )
    assert "2 passed" in said
    assert "warning" not in said


def test_what_lives_across_the_runs_is_told(run_tests: Tests) -> None:
    said = run_tests(
        f"""
@pytest.fixture
def lock():
    return asyncio.Lock()
class TestOne:
    def setup_method(self):
        self.queue = asyncio.Queue()
        self.name = "plain"
    {MARK}
    @pytest.mark.parametrize("names", [["Ada"]])
    async def test_it(self, lock, names):
        pass
"""
    )
    for name in ("lock", "names", "queue"):
        assert f"LivesAcrossRuns: test_mine.py::TestOne::test_it[names0]: {name} lives acr" in said
    assert "1 passed, 3 warnings" in said


def test_state_that_a_fixture_carries_makes_the_runs_differ(run_tests: Tests) -> None:
    said = run_tests(
        f"""
@pytest.fixture
def seen():
    return []
{MARK}
async def test_it(seen):
    seen.append(1)
    await asyncio.gather(*[asyncio.sleep(1) for _ in seen])
"""
    )
    assert "The program is not deterministic" in said
    assert "an earlier run left behind" in said
    assert "1 failed, 1 warning" in said


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (f"{MARK}\ndef test_it(): pass", "test_it is no `async def`"),
        (f"{MARK}(5)\nasync def test_it(): pass", "takes only cancel, runs, seconds, seed"),
        (f"{MARK}(run=5)\nasync def test_it(): pass", "takes only cancel, runs, seconds, seed"),
        (f"{MARK}\nasync def test_it(capsys): pass", "the fixture capsys hears nothing"),
        (
            "import unittest\nclass TestIt(unittest.IsolatedAsyncioTestCase):\n"
            f"    {MARK}\n    async def test_it(self): pass",
            "whose setUp would not be called",
        ),
        (
            f"{MARK}\nasync def test_it(): await asyncio.to_thread(print)",
            "the program uses threads, at line 4: `async def test_it(): await asyncio",
        ),
        (
            f"{MARK}\nasync def test_it():\n    while True: await asyncio.sleep(0)",
            "in one run the program is not done after 1000 turns",
        ),
        (f"{MARK}(cancel='Ann')\nasync def test_it(): pass", "no task is called Ann"),
    ],
)
def test_what_cannot_be_tried_fails_in_words(run_tests: Tests, source: str, words: str) -> None:
    said = run_tests(source)
    assert words in said
    assert "Traceback" not in said
    assert "1 failed" in said


def test_a_test_skips_itself_and_is_expected_to_fail(run_tests: Tests) -> None:
    said = run_tests(
        f"""
{MARK}
async def test_skips():
    await asyncio.sleep(1)
    pytest.skip("no server")
{MARK}
async def test_expects():
    pytest.xfail("known")
@pytest.mark.xfail(strict=True)
{MARK}
async def test_expected():
    assert False
"""
    )
    assert "1 skipped, 2 xfailed" in said
    assert "no server" in said
    assert "known" in said


def test_a_deadlock_is_told_with_names(run_tests: Tests) -> None:
    said = run_tests(f"{MARK}\nasync def test_it():\n    await asyncio.Event().wait()\n")
    assert "✗ 1  deadlock" in said
    assert "main waits for the event" in said


def test_a_bound_is_told_and_the_rest_is_sampled(run_tests: Tests) -> None:
    source = f"""
{MARK}(runs=20, seed=3)
async def test_it():
    await asyncio.gather(*[asyncio.sleep(1) for _ in range(5)])
"""
    said = run_tests(source)
    assert "NotEveryOrder: test_mine.py::test_it: Sampled, " in said
    assert "there are more than 20 runs to try. Of them none goes wrong." in said
    assert "1 passed, 1 warning" in said
    assert "All " not in said
    assert "1 failed" in run_tests(
        source, "-Werror::import_asyncio.testing.every_order.NotEveryOrder"
    )


def test_a_task_is_cancelled_at_every_point(run_tests: Tests) -> None:
    said = run_tests(
        f"""
{MARK}(cancel="Ada")
async def test_it():
    lock = asyncio.Lock()
    async def visit(name):
        await lock.acquire()
        await asyncio.sleep(1)
        lock.release()
    ada = asyncio.create_task(visit("Ada"))
    await asyncio.wait([ada])
    assert not lock.locked()
"""
    )
    assert "Ada is cancelled at 3 points. 2 of 3 orders go wrong." in said
    assert "-Ada" in said.partition("--replay-order ")[2].partition("\n")[0]
    assert "1 failed" in said


async def race() -> None:
    got: list[str] = []

    async def ask(name: str) -> None:
        await asyncio.sleep(1)
        got.append(name)

    await asyncio.gather(ask("Ada"), ask("Ben"))
    assert got == ["Ada", "Ben"]


async def three_sleeps() -> None:
    await asyncio.gather(*[asyncio.sleep(1) for _ in range(3)])


def test_the_function_does_the_same_without_pytest() -> None:
    with pytest.raises(WrongOrderError, match="1 of 2 orders goes wrong") as wrong:
        every_order(race)
    assert 'Again: replay_order(race, "1")' in str(wrong.value)
    assert wrong.value.outcomes == {"AssertionError": 1, "passes": 1}
    with pytest.raises(WrongOrderError, match="This order goes wrong"):
        replay_order(race, "1")
    assert replay_order(race, "0").outcome == "passes"
    assert every_order(three_sleeps).outcomes == {"passes": 6}
    assert every_order(three_sleeps).complete
    with pytest.warns(NotEveryOrder, match="there are more than 4 runs"):
        assert not every_order(three_sleeps, runs=4).complete
    with pytest.raises(GuideError, match="no `async def`"):
        every_order(print)  # type: ignore[arg-type]


def test_the_package_has_no_other_names() -> None:
    import import_asyncio

    with pytest.raises(AttributeError, match="no attribute 'every_ordr'"):
        _ = import_asyncio.every_ordr


@pytest.mark.parametrize("module", ["import_asyncio", "import_asyncio.orders"])
def test_data_stays_at_the_bottom(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "print(*[name for name in sys.modules if 'import_asyncio.' in name "
        "and name.count('.') > 1 or name in ('asyncio', 'pytest')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_what_may_change() -> None:
    assert not any(map(may_change, ["Ada", 1, None, Path(), (1, ("a",)), print, int, os]))
    assert all(map(may_change, [[], {}, set(), asyncio.Lock(), (1, []), object()]))


def test_a_folder_is_restored(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (kept / "sub").mkdir(parents=True)
    (kept / "sub/a").write_text("a")
    folder = Folder(kept)
    (kept / "sub/a").write_text("b")
    (kept / "new").mkdir()
    (kept / "link").symlink_to(tmp_path)
    folder.restore()
    assert [path.name for path in kept.iterdir()] == ["sub"]
    assert (kept / "sub/a").read_text() == "a"
