"""Run, edit, reset, share and stop, as a reader does them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .reader import PATIENCE, Snippet
from .serve import Server

Visit = Callable[[str], Page]
LOCK = "synchronization/lock/"
NAME = "lock/exclusive"
PYTHON = ("worker-", "core-", "python-", "stage-", "rest-", "editor-")
ENDED = re.compile("Done in|Stopped")
WITHOUT_LOCK = """
import asyncio

async def report(name):
    print(f"{name}: page 1")
    await asyncio.sleep(0.1)
    print(f"{name}: page 2")

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(report("Ada"))
        group.create_task(report("Ben"))

asyncio.run(main())
"""


@pytest.fixture
def lock(visit: Visit) -> Snippet:
    """The first snippet of the Lock page."""
    return Snippet(visit(LOCK), NAME)


def asked_for(server: Server, words: tuple[str, ...]) -> list[str]:
    return [path for path in server.paths if any(f"/run/{word}" in path for word in words)]


def test_nothing_of_python_is_fetched_before_the_first_run(lock: Snippet, server: Server) -> None:
    expect(lock.button("Run")).to_be_visible()
    assert asked_for(server, PYTHON) == []
    before = server.sent
    lock.run()
    assert asked_for(server, ("core-",))
    assert not asked_for(server, ("rest-",))
    assert server.sent - before <= 6_000_000


def test_a_run_shows_the_transcript_and_the_timeline(lock: Snippet) -> None:
    lock.run()
    transcript = Path("snippets", f"{NAME}.out").read_text("utf-8")
    assert lock.output.inner_text() == transcript
    expect(lock.root.locator(".snippet-result .snippet-timeline svg")).to_be_visible()
    expect(lock.root.locator(".snippet-output").last).to_be_hidden()


def test_an_edited_program_runs_and_reset_brings_the_file_back(lock: Snippet) -> None:
    lock.edit()
    lock.write(WITHOUT_LOCK)
    lock.run()
    assert lock.output.inner_text() == "Ada: page 1\nBen: page 1\nAda: page 2\nBen: page 2\n"
    lock.button("Reset").click()
    expect(lock.editor).to_have_count(0)
    expect(lock.root.locator(".snippet-result")).to_have_count(0)
    expect(lock.root.locator(".highlight")).to_be_visible()
    expect(lock.root.locator(".snippet-output")).to_be_visible()
    expect(lock.button("Edit")).to_be_focused()


def test_the_edited_text_survives_a_reload(lock: Snippet) -> None:
    lock.edit()
    lock.write("print('mine')")
    lock.page.reload()
    expect(lock.status).to_contain_text("Your text from last time")
    assert lock.text() == "print('mine')"
    lock.button("Reset").click()
    lock.page.reload()
    expect(lock.button("Edit")).to_be_visible()
    expect(lock.editor).to_have_count(0)


def test_a_shared_link_fills_the_editor_and_runs_nothing(
    lock: Snippet, context: BrowserContext, server: Server
) -> None:
    lock.edit()
    lock.write("print('über')")
    lock.button("Share").click()
    expect(lock.status).to_contain_text("Link copied")
    link = lock.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(server.address + LOCK + "#snippet=")
    lock.button("Reset").click()
    other = context.new_page()
    server.paths.clear()
    other.goto(link)
    opened = Snippet(other, NAME)
    expect(opened.status).to_contain_text("came with the link. It has not run")
    assert opened.text() == "print('über')"
    assert not asked_for(server, ("worker-", "core-"))
    opened.run()
    assert opened.output.inner_text() == "über\n"


@pytest.mark.parametrize("program", ["%%%", "A", "A" * 40])
def test_a_damaged_link_is_told(visit: Visit, program: str) -> None:
    page = visit(f"{LOCK}#snippet={NAME}&program={program}")
    expect(Snippet(page, NAME).status).to_contain_text("damaged")


def test_stop_ends_an_endless_step_at_once(lock: Snippet) -> None:
    lock.run()
    lock.edit()
    lock.write("print('in')\nwhile True: pass")
    lock.button("Run").click()
    expect(lock.output).to_have_text("in\n")
    lock.page.wait_for_timeout(800)
    frames = lock.page.evaluate(
        """async () => {
            const bar = document.querySelector('.snippet-controls');
            [...bar.querySelectorAll('button')].find((b) => b.textContent === 'Stop').click();
            let frames = 0;
            for (; !bar.textContent.includes('Stopped'); frames++)
                await new Promise(requestAnimationFrame);
            return frames;
        }"""
    )
    assert frames <= 2
    expect(lock.verdict).to_have_text("Stopped.")
    assert lock.output.inner_text() == "in\n"
    lock.write("print('again')")
    lock.run()
    assert lock.output.inner_text() == "again\n"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("while True: pass", "not done after 10 s"),
        ("while True: print('x' * 70)", "printed more than 100000 characters"),
        (
            "import asyncio\nasync def main():\n    while True: await asyncio.sleep(1)\n"
            "asyncio.run(main())",
            "not done after 20000 turns",
        ),
        ("hog = []\nwhile True: hog.append(bytearray(2**24))", "MemoryError"),
        ("hog = 'x'\nwhile True: hog += hog", "MemoryError"),
        ("def f(): f()\nf()", "RecursionError"),
        ("f = lambda: sorted([1], key=lambda _: f())\nf()", "ecurs"),
        ("import os\nos._exit(1)", "Python"),
        ("import sys\nsys.exit(3)", "SystemExit: 3"),
        ("input()", "EOFError"),
        ("import socket\nsocket.socket()", "no network"),
        ("import threading\nthreading.Thread(target=print).start()", "no threads"),
        ("import numpy", "numpy is not in it"),
        ("import tkinter", "has no tkinter"),
        ("def f(:", "SyntaxError"),
    ],
)
def test_what_goes_wrong_is_said_and_the_next_run_works(
    lock: Snippet, program: str, words: str
) -> None:
    lock.edit()
    lock.write(program)
    lock.button("Run").click()
    expect(lock.status).to_contain_text(ENDED, timeout=PATIENCE)
    expect(lock.root.locator(".snippet-result")).to_contain_text(words)
    lock.write("print('alive')")
    lock.run()
    assert lock.output.inner_text() == "alive\n"


def test_a_traceback_shows_the_readers_lines_and_marks_the_last(lock: Snippet) -> None:
    lock.edit()
    lock.write(
        "import asyncio\n\nasync def main():\n    await asyncio.wait_for(inner(), 1)\n\n"
        "async def inner():\n    1 / 0\n\nasyncio.run(main())\n"
    )
    lock.run()
    more = lock.root.locator(".snippet-more")
    more.locator("summary").click()
    shown = more.inner_text()
    assert 'File "exclusive.py", line 4, in main\n    await asyncio.wait_for(inner(), 1)' in shown
    assert 'File "exclusive.py", line 7, in inner\n    1 / 0' in shown
    assert "in wait_for\n    return await fut" in shown
    assert "import_asyncio" not in shown
    expect(lock.root.locator(".cm-lintRange-error")).to_have_text("1 / 0")


def test_a_deadlock_is_reported_with_names(lock: Snippet) -> None:
    lock.edit()
    lock.write(
        "import asyncio\n\nasync def main():\n    lock = asyncio.Lock()\n"
        "    await lock.acquire()\n    await lock.acquire()\n\nasyncio.run(main())\n"
    )
    lock.run()
    expect(lock.output).to_contain_text("deadlock: nothing is ready and nothing will arrive")
    expect(lock.output).to_contain_text("main waits at line 6 for the lock: `await lock.acquire()`")
    expect(lock.root.locator(".cm-lintRange-error")).to_have_text("await lock.acquire()")
    expect(lock.root.locator(".snippet-result .snippet-timeline svg")).to_contain_text("for ever")


def test_every_order_of_an_edited_program_is_tried(visit: Visit) -> None:
    lost = Snippet(visit(LOCK), "lock/lost_update")
    lost.button("Every order").click()
    expect(lost.status).to_have_text("4 of 6 orders go wrong.", timeout=PATIENCE)
    expect(lost.root.locator(".snippet-result .orders-cell svg").first).to_be_visible()
    expect(lost.root.locator(".snippet-output").last).to_be_visible()
    lost.edit()
    lost.write(Path("snippets/lock/lost_update_fixed.py").read_text("utf-8"))
    lost.button("Every order").click()
    expect(lost.status).to_contain_text("end right", timeout=PATIENCE)


def test_an_order_of_a_strip_opens_its_timeline(visit: Visit) -> None:
    page = visit(LOCK)
    orders = page.locator('.snippet-orders[data-orders="lock/philosophers"]')
    title = orders.locator(".orders-chooser output")
    timeline = orders.locator(".orders-chosen .snippet-timeline svg")
    orders.locator(".orders-bar").nth(1).click()
    expect(title).to_have_text("Order 2 of 96: ✗ deadlock", timeout=PATIENCE)
    expect(timeline).to_contain_text("waits for ever", timeout=PATIENCE)
    page.keyboard.press("Tab")
    orders.get_by_role("slider", name="Order").press("End")
    expect(title).to_have_text("Order 96 of 96: ✓ all have eaten")
    expect(timeline).not_to_contain_text("waits for ever", timeout=PATIENCE)
    expect(orders.locator(".orders-bar--chosen")).to_have_count(1)


def test_an_order_of_an_edited_program_opens_its_timeline(visit: Visit) -> None:
    fed = Snippet(visit(LOCK), "lock/philosophers")
    fed.edit()
    fed.write(Path("snippets/lock/philosophers_fixed.py").read_text("utf-8"))
    fed.button("Every order").click()
    result = fed.root.locator(".snippet-result")
    result.locator(".orders-bar").first.click(timeout=PATIENCE)
    expect(result.locator(".orders-chooser output")).to_contain_text("Order 1 of 64")
    expect(result.locator(".orders-chosen svg")).to_contain_text("Ada", timeout=PATIENCE)


def test_orders_chosen_in_quick_succession_end_with_the_last(visit: Visit) -> None:
    page = visit(LOCK)
    orders = page.locator('.snippet-orders[data-orders="lock/philosophers"]')
    slider = orders.get_by_role("slider", name="Order")
    for _ in range(60):
        slider.press("ArrowRight")
    expect(orders.locator("output")).to_have_text("Order 61 of 96: ✓ all have eaten")
    expect(orders.locator(".orders-chosen svg")).to_be_visible(timeout=PATIENCE)
    expect(orders.locator(".orders-chosen svg")).not_to_contain_text("ever", timeout=PATIENCE)
    expect(orders.locator(".snippet-stopped")).to_have_count(0)


def test_a_program_whose_orders_cannot_be_tried_says_why(lock: Snippet) -> None:
    lock.edit()
    lock.write("import random\nprint(random.random())")
    lock.button("Every order").click()
    expect(lock.verdict).to_contain_text("not deterministic", timeout=PATIENCE)


def test_a_second_press_on_run_starts_anew(lock: Snippet) -> None:
    lock.edit()
    lock.write("print('in')\nwhile True: pass")
    lock.button("Run").click()
    expect(lock.output).to_have_text("in\n", timeout=PATIENCE)
    lock.write("print('anew')")
    lock.run()
    assert lock.output.inner_text() == "anew\n"
    expect(lock.button("Stop")).to_be_hidden()


def test_the_rest_of_the_standard_library_comes_when_it_is_imported(
    lock: Snippet, server: Server
) -> None:
    lock.edit()
    lock.write("import csv, email.message, encodings.cp1252, unittest.mock\nprint(csv.__name__)")
    lock.run()
    assert lock.output.inner_text() == "csv\n"
    assert len(asked_for(server, ("rest-",))) == 1


def test_output_streams_while_the_program_runs(lock: Snippet) -> None:
    lock.edit()
    lock.write("import sys\nprint('.', end='', flush=True)\nwhile True: pass")
    lock.button("Run").click()
    expect(lock.output).to_have_text(".", timeout=PATIENCE)
    expect(lock.button("Stop")).to_be_visible()
    lock.button("Stop").click()


def test_starting_another_program_stops_the_first(visit: Visit) -> None:
    page = visit(LOCK)
    first = Snippet(page, NAME)
    second = Snippet(page, "lock/fifo")
    first.edit()
    first.write("while True: pass")
    first.button("Run").click()
    expect(first.status).to_have_text("Running…", timeout=PATIENCE)
    second.run()
    expect(first.verdict).to_have_text("Another program was started.")
    expect(first.button("Stop")).to_be_hidden()


def test_keys_alone_are_enough(lock: Snippet) -> None:
    press = lock.page.keyboard.press
    lock.button("Run").focus()
    press("Enter")
    expect(lock.status).to_contain_text("Done in", timeout=PATIENCE)
    expect(lock.button("Run")).to_be_focused()
    press("Tab")
    expect(lock.button("Every order")).to_be_focused()
    press("Tab")
    expect(lock.button("Edit")).to_be_focused()
    press("Enter")
    expect(lock.editor).to_be_focused()
    press("Control+End")
    lock.page.keyboard.type("print('typed')")
    press("Control+Enter")
    expect(lock.output).to_contain_text("typed")
    press("Escape")
    press("Tab")
    expect(lock.button("Run")).to_be_focused()
    press("Shift+Tab")
    expect(lock.editor).to_be_focused()


def test_instant_navigation_leaves_no_program_behind(visit: Visit) -> None:
    page = visit(LOCK)
    lock = Snippet(page, NAME)
    lock.edit()
    lock.write("while True: pass")
    lock.button("Run").click()
    expect(lock.status).to_have_text("Running…", timeout=PATIENCE)
    page.evaluate("window.samePage = true")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Event").click()
    expect(page).to_have_title("Event - Import AsyncIO")
    assert page.evaluate("window.samePage")
    event = Snippet(
        page, page.locator('[data-runs="browser"]').first.get_attribute("data-snippet") or ""
    )
    assert event.root.locator(".snippet-controls").count() == 1
    event.run()
    page.go_back()
    expect(page).to_have_title("Lock - Import AsyncIO")
    expect(Snippet(page, NAME).status).to_contain_text("Your text from last time")


def test_the_playground_opens_every_snippet(visit: Visit) -> None:
    page = visit("playground/")
    empty = Snippet(page, "playground")
    expect(empty.editor).to_be_visible()
    empty.write("print('hello')")
    empty.run()
    assert empty.output.inner_text() == "hello\n"
    page.get_by_role("navigation", name="Snippets").get_by_text("lock", exact=True).click()
    page.get_by_role("link", name="fifo", exact=True).click()
    fifo = Snippet(page, "lock/fifo")
    expect(fifo.editor).to_be_visible()
    fifo.run()
    assert fifo.output.inner_text() == Path("snippets/lock/fifo.out").read_text("utf-8")
    page.go_back()
    expect(empty.status).to_contain_text("Your text from last time")
