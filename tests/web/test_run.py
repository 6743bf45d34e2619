"""Run, edit, reset, share and stop, as a reader does them."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .reader import PATIENCE, UNFOLD, Snippet, page_of
from .serve import Server

Visit = Callable[[str], Page]
NAME = "lock/exclusive"
LOCK = page_of(NAME)
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
    lock.page.wait_for_load_state("networkidle")
    assert asked_for(server, PYTHON) == []
    server.missing = ("service-worker.js",)  # what it keeps for later is not asked for by the run
    before = server.sent
    lock.run()
    assert asked_for(server, ("core-",))
    assert not asked_for(server, ("rest-",))
    assert server.sent - before <= 6_000_000


def test_a_run_shows_the_transcript_and_the_timeline(lock: Snippet) -> None:
    lock.run()
    transcript = Path("snippets", f"{NAME}.out").read_text("utf-8")
    assert lock.output.inner_text() == transcript
    expect(lock.root.locator(".snippet-result .stage-timeline")).to_be_visible()
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
    lock = Snippet(lock.page, NAME)
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
            const bar = document.querySelector('[data-snippet="lock/exclusive"] .snippet-controls');
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
        ("import os\nos._exit(1)", "SystemExit: 1"),
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
    expect(lock.root.locator(".snippet-result .stage-timeline")).to_contain_text("for ever")


def test_every_order_of_an_edited_program_is_tried(visit: Visit) -> None:
    lost = Snippet(visit(page_of("lock/lost_update")), "lock/lost_update")
    lost.button("Every order").click()
    expect(lost.status).to_have_text("4 of 6 orders go wrong.", timeout=PATIENCE)
    expect(lost.root.locator(".snippet-result .orders-cell svg").first).to_be_visible()
    expect(lost.root.locator(".snippet-output").last).to_be_visible()
    lost.edit()
    lost.write(Path("snippets/lock/lost_update_fixed.py").read_text("utf-8"))
    lost.button("Every order").click()
    expect(lost.status).to_contain_text("end right", timeout=PATIENCE)


def test_an_order_of_a_strip_opens_its_timeline(visit: Visit) -> None:
    page = visit(page_of("lock/philosophers"))
    orders = page.locator('.snippet-orders[data-orders="lock/philosophers"]')
    orders.locator(".orders-strip").evaluate(UNFOLD)
    title = orders.locator(".orders-chooser output")
    timeline = orders.locator(".orders-chosen .stage-timeline")
    orders.locator(".orders-bar").nth(1).click()
    expect(title).to_have_text("Order 2 of 96: ✗ deadlock", timeout=PATIENCE)
    expect(timeline).to_contain_text("waits for ever", timeout=PATIENCE)
    page.keyboard.press("Tab")
    orders.get_by_role("slider", name="Order").press("End")
    expect(title).to_have_text("Order 96 of 96: ✓ all have eaten")
    expect(timeline).not_to_contain_text("waits for ever", timeout=PATIENCE)
    expect(orders.locator(".orders-bar--chosen")).to_have_count(1)


def test_an_order_of_an_edited_program_opens_its_timeline(visit: Visit) -> None:
    fed = Snippet(visit(page_of("lock/philosophers")), "lock/philosophers")
    fed.edit()
    fed.write(Path("snippets/lock/philosophers_fixed.py").read_text("utf-8"))
    fed.button("Every order").click()
    result = fed.root.locator(".snippet-result")
    result.locator(".orders-bar").first.click(timeout=PATIENCE)
    expect(result.locator(".orders-chooser output")).to_contain_text("Order 1 of 64")
    expect(result.locator(".orders-chosen .stage-names")).to_contain_text("Ada", timeout=PATIENCE)


def test_orders_chosen_in_quick_succession_end_with_the_last(visit: Visit) -> None:
    page = visit(page_of("lock/philosophers"))
    orders = page.locator('.snippet-orders[data-orders="lock/philosophers"]')
    orders.locator("summary").first.click()
    slider = orders.get_by_role("slider", name="Order")
    for _ in range(60):
        slider.press("ArrowRight")
    expect(orders.locator("output")).to_have_text("Order 61 of 96: ✓ all have eaten")
    chosen = orders.locator(".orders-chosen .stage-timeline")
    expect(chosen).to_be_visible(timeout=PATIENCE)
    expect(chosen).not_to_contain_text("ever", timeout=PATIENCE)
    expect(orders.locator(".snippet-stopped")).to_have_count(0)


def test_a_program_whose_orders_cannot_be_tried_says_why(lock: Snippet) -> None:
    lock.edit()
    lock.write("import asyncio\nasyncio.run(asyncio.to_thread(print))")
    lock.button("Every order").click()
    expect(lock.verdict).to_contain_text("the program uses threads", timeout=PATIENCE)


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
    page = visit(page_of("lock/lost_update"))
    first = Snippet(page, "lock/lost_update")
    second = Snippet(page, "lock/lost_update_fixed")
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
    expect(lock.button("Stop")).to_be_hidden()
    expect(lock.button("Run")).to_be_focused()
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
    page = visit(page_of("lock/lost_update"))
    lock = Snippet(page, "lock/lost_update")
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
    expect(Snippet(page, "lock/lost_update").status).to_contain_text("Your text from last time")


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


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("print('x' * 99_000)", "it prints 1 line."),
        ("print('ab\\ncd')", "it prints 2 lines."),
        ("pass", "it prints nothing."),
        ("1 / 0", "it prints nothing and ends in ZeroDivisionError: division by zero."),
        ("raise ValueError('x' * 10**6)", "xxx."),
        (
            "import asyncio\nasyncio.run(asyncio.Event().wait())",
            "it prints nothing and ends in a deadlock.",
        ),
        (
            "import asyncio\nasync def main():\n    async with asyncio.TaskGroup() as group:\n"
            "        for _ in range(5000): group.create_task(asyncio.sleep(1))\n"
            "asyncio.run(main())",
            "it prints nothing.",
        ),
    ],
)
def test_the_status_says_how_a_program_ended(lock: Snippet, program: str, words: str) -> None:
    lock.edit()
    lock.write(program)
    lock.run()
    expect(lock.status).to_have_text(re.compile(rf"^Done in \d+ ms.*; .*{re.escape(words)}$"))
    assert len(lock.status.inner_text()) < 400
    assert len(lock.root.locator(".snippet-result").inner_text()) < 450_000


def test_the_lines_under_a_deleted_line_can_be_moved_left(visit: Visit) -> None:
    lock = Snippet(visit(page_of("lock/lost_update_fixed")), "lock/lost_update_fixed")
    program = Path("snippets/lock/lost_update_fixed.py").read_text("utf-8")
    (line,) = re.findall(r"^ +async with lock:\n", program, re.MULTILINE)
    lock.edit()
    lock.write(program.replace(line, ""))
    lock.run()
    expect(lock.status).to_contain_text("ends in IndentationError: unexpected indent")
    lock.button("Every order").click()
    expect(lock.status).to_have_text("The orders cannot be tried.", timeout=PATIENCE)
    lock.button("Move lines 8 to 12 left by 4 spaces").click()
    expect(lock.status).to_contain_text("Lines 8 to 12 moved left by 4 spaces")
    expect(lock.button("Run")).to_be_focused()
    lock.button("Every order").click()
    expect(lock.status).to_have_text("6 orders, and 2 outcomes.", timeout=PATIENCE)


def test_a_link_opens_beside_a_draft(lock: Snippet, context: BrowserContext) -> None:
    lock.edit()
    lock.write("print('mine')")
    lock.button("Share").click()
    expect(lock.status).to_contain_text("Link copied")
    link = lock.page.evaluate("navigator.clipboard.readText()")
    lock.write("print('mine, later')")
    page = context.new_page()
    page.goto(link)
    linked = Snippet(page, NAME)
    expect(linked.status).to_contain_text("Your own text is kept: Reset brings it back")
    assert linked.text() == "print('mine')"
    linked.write("print('theirs')")
    page.reload()
    expect(linked.status).to_contain_text("as you changed it last time")
    assert linked.text() == "print('theirs')"
    linked.button("Reset").click()
    expect(linked.status).to_contain_text("Your own text is back")
    assert linked.text() == "print('mine, later')"
    linked.button("Reset").click()
    expect(linked.button("Edit")).to_be_focused()


def test_two_tabs_lose_nothing_of_a_draft(lock: Snippet, context: BrowserContext) -> None:
    lock.edit()
    lock.write("print('one')")
    page = context.new_page()
    page.goto(lock.page.url)
    other = Snippet(page, NAME)
    expect(other.status).to_contain_text("Your text from last time")
    lock.write("print('one more')")
    other.write("print('two')")
    expect(other.status).to_contain_text("Another tab is changing this program")
    lock.page.reload()
    expect(lock.status).to_contain_text("Your text from last time")
    assert lock.text() == "print('one more')"


def test_full_storage_is_told(lock: Snippet) -> None:
    lock.page.evaluate("localStorage.setItem('full', 'x'.repeat(5 * 2 ** 20 - 2000))")
    lock.edit()
    lock.write("#" * 9000)
    expect(lock.status).to_contain_text("no room to keep this text. Share puts it in a link")


def test_a_link_to_a_snippet_that_is_gone_opens_in_the_playground(
    lock: Snippet, server: Server, context: BrowserContext
) -> None:
    lock.edit()
    lock.write("print('old friend')")
    lock.button("Share").click()
    expect(lock.status).to_contain_text("Link copied")
    link = lock.page.evaluate("navigator.clipboard.readText()")
    page = context.new_page()
    page.goto(link.replace("lock%2Fexclusive", "lock%2Fgone"))
    snippet = Snippet(page, "playground")
    expect(snippet.status).to_contain_text("The guide has no snippet lock/gone any more")
    assert page.url.startswith(f"{server.address}playground/#")
    assert snippet.text() == "print('old friend')"
    snippet.run()
    assert snippet.output.inner_text() == "old friend\n"


PRESSES = int(os.environ.get("PRESSES", "40"))


def test_pressing_at_random_breaks_nothing(visit: Visit) -> None:
    seed = int(os.environ.get("SEED", "0")) or random.randrange(1, 10**6)
    print(f"SEED={seed} PRESSES={PRESSES}")
    choose = random.Random(seed)
    page = visit(page_of("lock/lost_update"))
    names_of_chapter = ("lock/lost_update", "lock/lost_update_fixed", "lock/no_await_no_race")
    snippets = [Snippet(page, name) for name in names_of_chapter]
    programs = ["while True: pass", "print(1)", "1 / 0", "import csv", "x" * 2000, ""]
    for _ in range(PRESSES):
        snippet = choose.choice(snippets)
        names = ["Run", "Run", "Stop", "Every order", "Edit", "Reset", "Share"]
        button = snippet.button(choose.choice(names))
        if snippet.editor.count() and choose.random() < 0.3:
            snippet.write(choose.choice(programs))
        elif button.is_visible():
            button.dispatch_event("click")
        page.wait_for_timeout(choose.choice([0, 0, 50, 400]))
    for snippet in snippets:
        if snippet.button("Reset").is_visible():
            snippet.button("Reset").click()
    assert page.locator("iframe").count() <= 1
    for snippet in snippets:
        snippet.button("Run").click()
        expect(snippet.status).to_contain_text("Done in")
        transcript = Path("snippets", f"{snippet.name}.out").read_text("utf-8")
        assert snippet.output.inner_text() == transcript
