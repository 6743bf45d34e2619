"""Judging orders, drawing them, and the command."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path

import pytest
from markdown import Markdown
from picture_sizes import effort, width_of

from import_asyncio.cli.main import main
from import_asyncio.draw.orders_html import draw_orders
from import_asyncio.draw.orders_words import broken, describe_orders, trimmed
from import_asyncio.errors import GuideError
from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.explore.replay import order_at
from import_asyncio.orders import Order, Orders, OrderStep
from import_asyncio.program import Program, read
from import_asyncio.verdicts import Judged, judge

Captured = pytest.CaptureFixture[str]
PROGRAMS = Path(__file__).parent / "programs" / "orders"
SVG = "{http://www.w3.org/2000/svg}"
NAMED = {"balance 1": "wrong: one deposit is lost", "balance 2": "right: both count"}
EVERY = sorted(path.stem for path in PROGRAMS.glob("*.py") if path.stem != "semaphore_four")


def program(name: str) -> Program:
    return read(PROGRAMS / f"{name}.py")


def judged(name: str) -> Judged:
    """Judge as a page would: deadlocks, exceptions and smaller balances are wrong."""
    found = explore(program(name))
    wrong = {order.outcome for order in found.orders if order.failure} | {"balance 1", "fetches 3"}
    return judge(found, {one: "wrong" if one in wrong else "right" for one in found.outcomes})


@pytest.fixture(scope="module")
def orders() -> Orders:
    return explore(program("lost_update"))


def two_tasks(printed: str, end: str) -> Judged:
    """Judge the one order of a program in which a task prints something before the last word."""
    steps = (OrderStep("Anna", f"{printed}\n", 0), OrderStep("main", f"{end}\n", 0))
    orders = Orders("x.py", (Order(steps, end, "", (0,)),))
    return judge(orders, {end: "right"})


class TestJudge:
    """A page names every outcome, and nothing else."""

    def test_verdicts(self, orders: Orders) -> None:
        result = judge(orders, NAMED)
        assert [(one.outcome, one.right, one.words, one.orders) for one in result.verdicts] == [
            ("balance 1", False, "one deposit is lost", 4),
            ("balance 2", True, "both count", 2),
        ]
        assert result.wrong == 4
        assert result.sentence() == "4 of 6 orders go wrong."
        assert [order.outcome for order in result.sorted()] == ["balance 1"] * 4 + ["balance 2"] * 2

    def test_an_unnamed_outcome_is_refused(self, orders: Orders) -> None:
        with pytest.raises(GuideError, match='4 of 6 orders end in "balance 1", which the page'):
            judge(orders, {"balance 2": "right"})

    def test_a_named_outcome_that_never_happens_is_refused(self, orders: Orders) -> None:
        with pytest.raises(GuideError, match=r'no order ends in "balance 3".*"balance 1"'):
            judge(orders, NAMED | {"balance 3": "right"})

    def test_a_verdict_that_is_none_is_refused(self, orders: Orders) -> None:
        with pytest.raises(GuideError, match=r'is "good: .*"; begin with "right:" or "wrong:"'):
            judge(orders, NAMED | {"balance 2": "good: both count"})

    def test_a_partial_count_is_refused(self) -> None:
        part = explore(program("lost_update"), bounds=Bounds(runs=2))
        with pytest.raises(GuideError, match="not all orders were tried: there are more than 2"):
            judge(part, NAMED)

    def test_after_an_edit_everything_may_happen(self) -> None:
        part = explore(program("lost_update"), bounds=Bounds(runs=5))
        result = judge(part, {"balance 3": "right"}, strict=False)
        assert {one.right for one in result.verdicts} == {None}
        assert result.sentence() == (
            "Sampled, 5 orders of more: there are more than 5 runs to try. Of them none goes wrong."
        )

    def test_what_was_cut_in_one_run_is_not_sampled(self) -> None:
        part = explore(program("lost_update"), bounds=Bounds(turns=5))
        result = judge(part, {}, strict=False)
        assert result.sentence().startswith("Not all orders were tried: in one run the program")

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("lost_update_fixed", "All 4 orders end right."),
            ("philosophers", "All 6 orders go wrong."),
            ("event_set_then_clear", "1 of 2 orders goes wrong."),
            ("lost_update_sleep_zero", "There is 1 order, and it goes wrong."),
        ],
    )
    def test_sentences(self, name: str, sentence: str) -> None:
        assert judged(name).sentence() == sentence


def test_orders_of_another_schema_are_refused() -> None:
    with pytest.raises(GuideError, match="schema 0"):
        Orders.from_data({"schema": 0})


def test_a_certificate_says_at_how_many_points() -> None:
    found = explore(read(PROGRAMS.parent / "cancelled_holder.py"), cancel=["Ada"])
    wrong = {"deadlock": "wrong", "locked True": "wrong", "locked False": "right"}
    result = judge(found, wrong)
    assert result.sentence() == "Ada is cancelled at 7 points. 10 of 24 orders go wrong."
    assert "Ada is cancelled. " in describe_orders(result)
    assert "10 of 24 orders go wrong" in draw_orders(result, prefix="p").markup


def test_the_block_of_a_page_takes_who_is_cancelled() -> None:
    page = Markdown(extensions=["def_list", "import_asyncio.guide.block"]).convert(
        "/// orders | lock/cancelled_holder.py\n    cancel: Ada\n\n"
        "Ben bakes\n:   right: he has the oven\n///\n"
    )
    assert 'data-cancel="Ada"' in page
    assert "Ada is cancelled at 3 points. All 14 orders end right." in page


class TestPicture:
    """An SVG, checked as what it is."""

    @pytest.mark.parametrize("name", EVERY)
    def test_every_cell_is_there_and_inside(self, name: str) -> None:
        result = judged(name)
        picture = ET.fromstring(draw_orders(result, prefix="p").markup)
        cells = [cell for cell in picture.iter("div") if cell.get("class") == "orders-cell"]
        bars = [one for one in picture.iter(f"{SVG}svg") if "orders-bar" in one.get("class", "")]
        many = len(result.orders.orders) > 12
        assert len(bars) == (len(result.orders.orders) if many else 0)
        assert len(cells) == (len(result.verdicts) if many else len(result.orders.orders))
        one_each = [result.orders.simplest(verdict.outcome) for verdict in result.verdicts]
        for cell, order in zip(cells, one_each if many else result.sorted(), strict=True):
            boxes = self.boxes(cell)
            assert len(boxes) == len(trimmed(result)[order])
            self.apart(boxes)
            self.inside(cell[0])
            self.inside(cell[1])

    @pytest.mark.parametrize("name", EVERY)
    def test_a_bar_leads_to_its_order_again(self, name: str) -> None:
        result = judged(name)
        picture = ET.fromstring(draw_orders(result, prefix="p", most_cells=0).markup)
        bars = [one for one in picture.iter(f"{SVG}svg") if "orders-bar" in one.get("class", "")]
        assert len(bars) == len(result.orders.orders)
        for bar in bars:
            found = order_at(read(PROGRAMS / f"{name}.py"), bar.get("data-choices", ""))
            assert found.checksum == bar.get("data-checksum")
            assert bar.get("data-outcome", "").endswith(f" {found.outcome}")

    def boxes(self, cell: ET.Element) -> list[tuple[float, float, float]]:
        names = {"orders-box", "orders-silent", "stage-struck"}
        return [
            (float(box.get("y", "")), float(box.get("x", "")), float(box.get("width", "")))
            for box in cell.iter(f"{SVG}rect")
            if names & {*box.get("class", "").split()}
        ]

    def apart(self, boxes: list[tuple[float, float, float]]) -> None:
        ordered = sorted(boxes)
        for (y, x, width), (other_y, other_x, _) in itertools.pairwise(ordered):
            assert y != other_y or x + width < other_x

    def inside(self, picture: ET.Element) -> None:
        begin, _, width, height = map(float, picture.get("viewBox", "").split())
        for text in picture.iter(f"{SVG}text"):
            room = width_of(text.text or "", text.get("class", ""))
            anchor = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
            left = float(text.get("x", "")) - anchor * room
            assert left >= begin
            assert left + room <= begin + width + 1
            assert 0 < float(text.get("y", "")) <= height

    def test_a_verdict_is_more_than_a_colour(self) -> None:
        words = "".join(
            ET.fromstring(draw_orders(judged("lost_update"), prefix="p").markup).itertext()
        )
        assert "✗ balance 1" in words
        assert "✓ balance 2" in words

    def test_ids_begin_with_the_prefix(self) -> None:
        picture = ET.fromstring(draw_orders(judged("two_locks_opposite"), prefix="here").markup)
        ids = [one.get("id", "") for one in picture.iter() if one.get("id")]
        assert ids
        assert all(one.startswith("here-") for one in ids)

    def test_words_in_a_program_are_text(self) -> None:
        found = explore(
            Program("x.py", "import asyncio\nasync def m(): print('<b>&')\nasyncio.run(m())")
        )
        picture = draw_orders(judge(found, {"<b>&": "right"}), prefix="p").markup
        assert "<b>&" in "".join(ET.fromstring(picture).itertext())

    @pytest.mark.parametrize(
        ("printed", "lines"),
        [
            ("A locks food and pays", ["locks food", "and pays"]),
            ("A takes the left fork", ["takes the", "left fork"]),
            ("A: comes in\nA: takes rye", ["comes in", "takes rye"]),
            ("reads hello", ["reads hello"]),
            ("data A", ["data A"]),
            ("A's turn", ["A's turn"]),
        ],
    )
    def test_a_box_breaks_its_words_and_cuts_nothing(self, printed: str, lines: list[str]) -> None:
        steps = (OrderStep("A", f"{printed}\n", 0), OrderStep("main", "end\n", 0))
        orders = Orders("x.py", (Order(steps, "end", "", (0,)),))
        picture = ET.fromstring(draw_orders(judge(orders, {"end": "right"}), prefix="p").markup)
        words = [
            one.text for one in picture.iter(f"{SVG}text") if one.get("class") == "orders-words"
        ]
        assert words == lines

    @pytest.mark.parametrize(
        "printed", ["これは日本語の文", "Anna: 東京", "これは 日本語の 文です"]
    )
    def test_wide_characters_have_room(self, printed: str) -> None:
        picture = ET.fromstring(draw_orders(two_tasks(printed, "the end"), prefix="p").markup)
        (cell,) = [one for one in picture.iter("div") if one.get("class") == "orders-cell"]
        self.inside(cell[0])
        self.inside(cell[1])
        words = [one for one in cell.iter(f"{SVG}text") if one.get("class") == "orders-words"]
        widest = max(width_of(one.text or "", "orders-words") for one in words)
        left = min(float(one.get("x", "")) for one in words)
        assert any(x < left and left + widest < x + room for _, x, room in self.boxes(cell))

    def test_words_are_broken_by_their_width(self) -> None:
        assert broken("ab cd") == ["ab cd"]
        assert broken("東京 大阪 京都") == ["東京 大阪", "京都"]
        assert broken("one two three four") == ["one two", "three four"]
        assert broken("incomprehensibilities") == ["incomprehensibilities"]

    @pytest.mark.parametrize("word", ["x", "ab cd ", "東"])
    def test_a_long_line_is_no_more_work_than_a_short_one(self, word: str) -> None:
        first, *longer = (
            effort(partial(draw_orders, prefix="p", most_cells=0), judged)
            for judged in (two_tasks(word * n, word * n) for n in (990, 9_900, 99_000))
        )
        assert max(longer) <= first

    def test_words_that_have_to_wrap_are_not_in_an_svg(self) -> None:
        picture = ET.fromstring(draw_orders(judged("semaphore_three"), prefix="p").markup)
        paragraphs = ["".join(one.itertext()) for one in picture.iter("p")]
        assert paragraphs[0] == judged("semaphore_three").sentence()
        assert paragraphs[1].endswith("One order of each outcome is drawn below.")
        assert [words[0] for words in paragraphs[2::2]] == [
            verdict.sign for verdict in judged("semaphore_three").verdicts
        ]
        assert paragraphs[3] == "A comes first in 30 of them, B in 30, C in 30."
        drawn = "".join(text.text or "" for text in picture.iter(f"{SVG}text"))
        assert "orders" not in drawn
        assert "waits for" not in drawn

    def test_the_description_says_what_the_picture_says(self) -> None:
        first, *outcomes = describe_orders(judged("lost_update")).splitlines()
        assert first == "4 of 6 orders go wrong."
        assert len(outcomes) == 2
        assert outcomes[0] == (
            "4 of 6 orders end in “balance 1”, which is wrong. For example: B prints “read 0”. "
            "A prints “read 0”. A prints “wrote 1”. B prints “wrote 1”."
        )
        assert outcomes[1].startswith("2 of 6 orders end in “balance 2”, which is right. ")

    def test_a_deadlock_is_no_quotation(self) -> None:
        words = describe_orders(judged("two_locks_opposite"))
        assert "4 of 8 orders end in a deadlock, which is wrong. " in words
        assert "A goes on and waits for the lock." in words

    def test_the_key_names_what_is_drawn(self) -> None:
        def signs(name: str) -> set[str]:
            return set(draw_orders(judged(name), prefix="p").signs)

        assert "primitive" in signs("lost_update_fixed")
        assert "ever" not in signs("lost_update_fixed")
        assert {"silent", "ever"} <= signs("two_locks_opposite")
        assert "primitive" not in signs("lost_update")

    def test_many_orders_share_bars(self) -> None:
        result = judged("semaphore_three")
        one = result.orders.orders[0]
        copies = tuple(
            Order(one.steps, one.outcome, one.failure, (number,)) for number in range(2000)
        )
        orders = Orders("many.py", copies)
        picture = draw_orders(judge(orders, {"never three": "right"}), prefix="p").markup
        assert picture.count("orders-bar") == 500
        assert "A bar is 4 orders" in picture


class TestCommand:
    """What ``import-asyncio orders`` prints."""

    @pytest.fixture(autouse=True)
    def eighty_columns(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "mine.py"

    def run(self, *arguments: object) -> int:
        return main(["orders", *map(str, arguments)])

    def test_json(self, capsys: Captured) -> None:
        assert self.run(PROGRAMS / "lost_update.py", "--json") == 1
        assert json.loads(capsys.readouterr().out) == {
            "orders": 6,
            "outcomes": {"balance 1": 4, "balance 2": 2},
            "complete": True,
            "sampled": False,
            "why": "",
            "cancel": [],
            "points": 0,
            "addresses": {"balance 1": ["0", "f1", "1", "1e1"], "balance 2": ["c1", "1b1"]},
        }

    def test_the_order_that_breaks_it(self, capsys: Captured) -> None:
        status = self.run(PROGRAMS / "lost_update.py", "--right", "balance 2")
        lines = capsys.readouterr().out.splitlines()
        assert status == 1
        assert lines[:3] == ["6 orders", "  ✗ 4  balance 1", "  ✓ 2  balance 2"]
        assert lines[4] == "balance 1: the simplest of 4"
        steps = [line.split(maxsplit=2)[1:] for line in lines[5:] if line[:4].strip().isdecimal()]
        assert steps == [
            ["main", "starts, waits for its tasks"],
            ["A", "starts, waits for an answer"],
            ["B", "starts, waits for an answer"],
            ["B", 'prints "read 0", waits for an answer'],
            ["A", 'prints "read 0", waits for an answer'],
            ["A", 'prints "wrote 1", is done'],
            ["B", 'prints "wrote 1", is done'],
            ["main", 'prints "balance 1", is done'],
        ]
        assert lines[12].strip() == "line 13: await asyncio.sleep(1)"
        assert not any("--right" in line for line in lines)

    def test_outcomes_that_nobody_judged(self, capsys: Captured) -> None:
        file = PROGRAMS / "lost_update.py"
        assert self.run(file) == 1
        lines = capsys.readouterr().out.splitlines()
        assert lines[1:3] == ["  ? 4  balance 1", "  ? 2  balance 2"]
        assert "balance 1: the simplest of 4" in lines
        assert "balance 2: the simplest of 2" in lines
        assert lines[-2:] == [
            "Which is right? Say so, and the others are wrong:",
            f'  import-asyncio orders {file} --right "balance 2"',
        ]

    def test_one_outcome_is_shown_too(self, capsys: Captured) -> None:
        assert self.run(PROGRAMS / "lost_update_fixed.py") == 0
        out = capsys.readouterr().out
        assert "balance 2: the simplest of 4" in out
        assert 'prints "read 0", waits for an answer' in out
        assert 'Every order ends in "balance 2". If that is wrong, say what is right:' in out

    def test_all_right_needs_no_example(self, capsys: Captured) -> None:
        assert self.run(PROGRAMS / "lost_update_fixed.py", "--right", "balance 2") == 0
        assert capsys.readouterr().out == "4 orders\n  ✓ 4  balance 2\n"

    def test_one_order_only(self, capsys: Captured, file: Path) -> None:
        file.write_text("import asyncio\nasync def main():\n    print('x')\nasyncio.run(main())\n")
        assert self.run(file) == 0
        assert "There is no other order" in capsys.readouterr().out

    def test_an_outcome_that_never_happens_is_reported(self, capsys: Captured) -> None:
        file = PROGRAMS / "lost_update_fixed.py"
        assert self.run(file, "--right", "balance 2", "--right", "balance 3") == 1
        err = " ".join(capsys.readouterr().err.split())
        assert err.endswith('no order ends in "balance 3"')

    def test_a_deadlock_names_who_holds_what(self, capsys: Captured) -> None:
        file = PROGRAMS / "two_locks_opposite.py"
        assert self.run(file) == 1
        assert "A waits for the lock right, which B holds" in " ".join(
            capsys.readouterr().out.split()
        )
        assert self.run(file, "--right", "deadlock", "--right", "both moved") == 0

    def test_an_exception_is_wrong_and_has_a_line(self, capsys: Captured, file: Path) -> None:
        file.write_text(
            "import asyncio\nasync def main():\n    print('no newline', end='')\n"
            "    await asyncio.sleep(1)\n    {}['key']\nasyncio.run(main())\n"
        )
        assert self.run(file) == 1
        out = capsys.readouterr().out
        assert "  ✗ 1  KeyError" in out
        assert "goes on, ends in KeyError" in out
        assert "\n  KeyError: 'key', at line 5: `{}['key']`\n" in out

    def test_a_partial_count_is_no_whole(self, capsys: Captured) -> None:
        file = PROGRAMS / "lost_update_three.py"
        right = [f"--right=balance {number}" for number in (1, 2, 3)]
        assert self.run(file, "--runs", "30", *right) == 3
        out, err = capsys.readouterr()
        assert out.startswith("sampled, 25 orders of more\n")
        assert "sampled: there are more than 30 runs to try" in " ".join(err.split())
        assert self.run(file, "--runs", "30", *right[:2]) == 1
        assert self.run(file, "--runs", "3", *right) == 3
        assert 'no order so far ends in "balance 3"' in " ".join(capsys.readouterr().err.split())
        assert self.run(file, "--turns", "3", *right) == 2
        assert "no order came to its end: in one run the program is not done after 3 turns" in (
            capsys.readouterr().err
        )

    def test_a_partial_count_as_json(self, capsys: Captured) -> None:
        self.run(PROGRAMS / "lost_update_three.py", "--runs", "7", "--json")
        summary = json.loads(capsys.readouterr().out)
        assert (summary["complete"], summary["sampled"]) == (False, True)
        assert summary["why"] == "there are more than 7 runs to try"

    def test_an_order_is_replayed_told_and_drawn(self, capsys: Captured) -> None:
        file = PROGRAMS / "two_locks_opposite.py"
        self.run(file)
        out = capsys.readouterr().out
        addresses = [line.split()[-1] for line in out.splitlines() if "--replay" in line]
        assert [self.run(file, "--replay", address) for address in addresses] == [1, 0]
        out = capsys.readouterr().out
        assert out.startswith("deadlock\n   1  main  starts, waits for its tasks\n")
        assert "A waits for the lock right, which B holds" in " ".join(out.split())
        assert "lock right · waits for ever" in out

    def test_a_cancellation_at_every_point(self, capsys: Captured) -> None:
        file = PROGRAMS.parent / "cancelled_holder.py"
        assert self.run(file, "--cancel", "Ada", "--right", "locked False") == 1
        out = capsys.readouterr().out
        assert out.startswith("24 orders\nAda cancelled at 7 points\n  ✗  6  deadlock\n")
        assert "6  cancel Ada  cancels it, which is about to go on\n" in out
        assert "line 9: await asyncio.sleep(1)" in out
        again = next(line for line in out.splitlines() if "--replay" in line)
        assert self.run(file, *again.split()[3:]) == 1
        assert capsys.readouterr().out.startswith("deadlock\n")

    def test_a_cancellation_of_nobody(self, capsys: Captured) -> None:
        file = PROGRAMS.parent / "cancelled_holder.py"
        assert self.run(file, "--cancel", "Bob") == 2
        assert "no task is called Bob; there are main, Ada, Ben" in capsys.readouterr().err
        with pytest.raises(SystemExit, match="2"):
            self.run(file, "--cancel", "Ada:0")
        assert "0 is no whole number" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("b1+", '"b1+" is no address of an order: "+" means nothing'),
            ("", '"" is no address of an order'),
            ("7", "choice 1 is 7, but there are 2 options; the choices belong to another"),
            ("z1", "of the 27 choices it takes only 10; they belong to another program"),
        ],
    )
    def test_an_address_that_leads_nowhere(self, capsys: Captured, address: str, said: str) -> None:
        assert self.run(PROGRAMS / "lost_update.py", f"--replay={address}") == 2
        assert said in capsys.readouterr().err

    def test_no_line_is_wider_than_the_terminal(self, capsys: Captured, file: Path) -> None:
        file.write_text(
            "import asyncio\nasync def work(name):\n"
            f"    await asyncio.sleep(0.1)  # {'why ' * 40}\n    print(name, 'long ' * 40)\n"
            "async def main():\n    await asyncio.gather(work('A'), work('B'))\n"
            "asyncio.run(main())\n"
        )
        assert self.run(file) == 1
        lines = capsys.readouterr().out.splitlines()
        options = [line for line in lines if line.startswith("  import-asyncio")]
        assert len(options) == 3
        assert max(len(line) for line in lines if line not in options) == 80

    def test_a_long_order_is_folded(self, capsys: Captured, file: Path) -> None:
        file.write_text(
            "import asyncio\nasync def main():\n    for _ in range(99):\n"
            "        await asyncio.sleep(1)\nasyncio.run(main())\n"
        )
        self.run(file)
        out = capsys.readouterr().out
        assert "… 45 steps more …" in out
        assert "\n  100  main  goes on, is done\n" in out

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("print('plain')\n", "no task ran. Does the program call `asyncio.run(main())`?"),
            ("from . import it\n", "ImportError: attempted relative import"),
            (
                "import argparse\np = argparse.ArgumentParser()\n"
                "p.add_argument('must')\np.parse_args()\n",
                "error: the following arguments are required: must",
            ),
        ],
        ids=["plain", "import", "arguments"],
    )
    def test_no_task(self, capsys: Captured, file: Path, source: str, said: str) -> None:
        file.write_text(source)
        assert self.run(file, "--json") == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"import-asyncio: {file}: ")
        assert said in err

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            ("while True: print('again')", "printed more than 20000 characters, at line 6"),
            ("while True: pass", "not done in time, at line 6; does a step loop without"),
            (
                "import threading; threading.Thread(target=print).start()",
                "starts a thread, at line",
            ),
            ("import socket; socket.socket()", "opens a socket; the stage has no network, at line"),
            ("await asyncio.to_thread(print)", "uses threads, at line 6: `await asyncio.to_thread"),
        ],
    )
    def test_where_nothing_can_be_tried_a_line_is_named(
        self,
        capsys: Captured,
        file: Path,
        monkeypatch: pytest.MonkeyPatch,
        bad: str,
        said: str,
    ) -> None:
        monkeypatch.setattr("import_asyncio.explore.explore.LONGEST_RUN", 0.5)
        file.write_text(
            "import asyncio\nasync def ask():\n    await asyncio.sleep(1)\nasync def main():\n"
            f"    await asyncio.gather(ask(), ask())\n    {bad}\nasyncio.run(main())\n"
        )
        assert self.run(file) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"import-asyncio: {file}: ")
        assert said in err
        assert len(err) < 600

    def test_what_was_found_before_a_bad_order_is_shown(
        self, capsys: Captured, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("import_asyncio.explore.explore.LONGEST_RUN", 0.5)
        file.write_text(
            "import asyncio\nseen = []\nasync def ask(name):\n    await asyncio.sleep(1)\n"
            "    seen.append(name)\nasync def main():\n"
            "    await asyncio.gather(ask('a'), ask('b'))\n    while seen[0] == 'b': pass\n"
            "    print('end')\nasyncio.run(main())\n"
        )
        assert self.run(file, "--right=end") == 3
        out, err = capsys.readouterr()
        assert out == "1 order so far\n  ✓ 1  end\n"
        assert "not done in time, at line 8" in " ".join(err.split())

    @pytest.mark.skipif(sys.platform != "linux", reason="only there is memory limited for sure")
    def test_a_program_that_eats_memory_ends(self, file: Path) -> None:
        file.write_text(
            "import asyncio\nasync def main():\n    bytearray(5 * 1024**3)\nasyncio.run(main())\n"
        )
        code = "import sys; from import_asyncio.cli.main import main; sys.exit(main(sys.argv[1:]))"
        done = subprocess.run(
            [sys.executable, "-c", code, "orders", str(file)],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 1
        assert "MemoryError, at line 3" in done.stdout

    def test_standard_input_is_empty(self, capsys: Captured, file: Path) -> None:
        file.write_text(
            "import asyncio\nasync def wait():\n    await asyncio.sleep(1)\n"
            "async def main():\n    await asyncio.gather(wait(), wait())\n    input()\n"
            "asyncio.run(main())\n"
        )
        assert self.run(file, "--json") == 1
        out, err = capsys.readouterr()
        assert json.loads(out)["outcomes"].keys() == {"EOFError"}
        assert "reads standard input, which is empty" in " ".join(err.split())

    def test_arguments_of_the_program(self, capsys: Captured, file: Path) -> None:
        file.write_text(
            "import asyncio, sys\nasync def main():\n    print(*sys.argv[1:])\n"
            "asyncio.run(main())\n"
        )
        assert self.run(file, "--right", "--json x", "--", "--json", "x") == 0
        assert capsys.readouterr().out == "1 order\n  ✓ 1  --json x\n"

    def test_what_depends_on_the_order_of_a_set(self, capsys: Captured, file: Path) -> None:
        file.write_text(
            "import asyncio\nasync def main():\n    print(*set('abcdefgh'))\nasyncio.run(main())\n"
        )
        assert self.run(file) == 2
        assert "the order of a set" in capsys.readouterr().err

    @pytest.mark.parametrize("option", ["--runs=0", "--runs=-5", "--seconds=nan", "--turns=x"])
    def test_a_bound_is_above_zero(self, capsys: Captured, option: str) -> None:
        with pytest.raises(SystemExit, match="2"):
            self.run(PROGRAMS / "lost_update.py", option)
        assert "above 0" in capsys.readouterr().err
