"""Deciding which answer arrives next: at the start of the guide, under its orders, by a link."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .serve import Server

Visit = Callable[[str], Page]
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
NAME = "lock/lost_update"
LOST = "4 of 6 orders end so."
KEPT = "2 of 6 orders end so."
PYTHON = ("worker-", "core-", "python-", "stage-", "rest-", "editor-")
SIZES = {"wide": (1440, 900), "phone": (360, 740)}
CHANGED = "The program has changed since this link was made"


class Game:
    """A game on a page."""

    def __init__(self, page: Page, around: str = ".game-block") -> None:
        self.page = page
        self.root = page.locator(around).first
        self.element = self.root.locator(".game")
        self.choices = self.root.locator(".game-choice")
        self.said = self.root.get_by_role("status")
        self.verdict = self.root.locator(".game-verdict")
        self.output = page.locator(".game-output samp").first

    def ready(self) -> Game:
        """Wait until something can be chosen, or all is decided."""
        expect(self.choices.or_(self.verdict).first).to_be_visible()
        return self

    def button(self, name: str) -> Locator:
        """Return a button by its words."""
        return self.root.get_by_role("button", name=name, exact=True)

    def offered(self) -> list[str]:
        """Return what can be chosen."""
        return [one.get_attribute("data-label") or "" for one in self.choices.all()]

    def boxes(self) -> list[str]:
        """Return the words of the boxes in the picture, row by row."""
        return self.root.locator(".game-box").all_inner_texts()


def folded(page: Page, name: str) -> Game:
    """Open the game under the orders of a program."""
    around = f'.snippet-orders[data-orders="{name}"]'
    page.locator(around).first.locator(".game-fold > summary").click()
    return Game(page, around).ready()


@pytest.fixture(params=SIZES)
def home(request: pytest.FixtureRequest, page: Page, visit: Visit) -> Game:
    """The game with which the guide begins, in a wide window and on a phone."""
    width, height = SIZES[request.param]
    page.set_viewport_size({"width": width, "height": height})
    return Game(visit("")).ready()


def paths(game: Game, press: Callable[[int], None], before: tuple[int, ...] = ()) -> Iterator[Any]:
    """Go along every order by what is offered, and yield how each ends."""
    offered = game.offered()
    if not offered:
        yield game.output.inner_text(), game.verdict.inner_text()
    for choice in range(len(offered)):
        game.button("Start again").evaluate("button => button.click()")
        for number in (*before, choice):
            press(number)
        yield from paths(game, press, (*before, choice))


def ended(found: list[Any]) -> list[str]:
    for printed, verdict in found:
        assert printed.splitlines()[-1] in verdict
        assert (LOST if "balance 1" in printed else KEPT) in verdict
    return sorted(printed for printed, _ in found)


def orders_of(page: Page) -> int:
    """Return how many orders the page has data of."""
    address = page.locator(".game-block .orders-data").get_attribute("data-src")
    return int(page.evaluate("async (at) => (await (await fetch(at)).json()).orders", address))


def test_every_order_is_reached_by_pressing_what_is_offered(home: Game) -> None:
    found = list(paths(home, lambda number: home.choices.nth(number).click()))
    assert len(found) == orders_of(home.page) == len(set(ended(found))) == 6
    expect(home.root.locator(".game-seen")).to_contain_text("You have seen 6 of 6.")


def test_every_order_is_reached_by_the_keyboard(home: Game) -> None:
    home.choices.first.focus()
    press = home.page.keyboard.press

    def choose(number: int) -> None:
        home.element.focus()
        press(str(number + 1))

    assert len(set(ended(list(paths(home, choose))))) == 6


def test_the_focus_goes_along(home: Game) -> None:
    press = home.page.keyboard.press
    expect(home.choices.first).to_be_visible()
    home.choices.nth(1).focus()
    press("Enter")
    assert home.page.evaluate("document.activeElement.dataset.label") == "Ben's answer arrives"
    press("Enter")
    assert home.page.evaluate("document.activeElement.dataset.label") == "Ada's answer arrives"
    press("Enter")
    press("Enter")
    expect(home.verdict).to_contain_text("✓ balance 2, right: both deposits count")
    expect(home.button("Start again")).to_be_focused()
    press("ArrowLeft")
    expect(home.choices).to_have_count(1)
    press("ArrowRight")
    expect(home.verdict).to_be_visible()
    press("Tab")
    press("Shift+Tab")
    expect(home.button("Start again")).to_be_focused()
    press("Enter")
    assert home.offered() == ["Ada's answer arrives", "Ben's answer arrives"]
    assert home.page.evaluate("document.activeElement.dataset.label") == "Ada's answer arrives"


def test_a_finger_hits_every_button(browser: Browser, server: Server) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(server.address)
    game = Game(page).ready()
    for _ in range(4):
        for button in game.root.locator("button:visible:not(.highlight button)").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
        game.choices.last.tap()
    expect(game.verdict).to_contain_text("balance 2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_each_step_is_told_drawn_and_marked(home: Game) -> None:
    home.choices.first.click()
    expect(home.said).to_have_text("Ada's answer arrives. Ada prints “Ada reads 0”.")
    assert home.boxes() == ["reads 0"]
    assert home.output.inner_text() == "Ada reads 0\n"
    stands = home.root.locator(".game-stands > li")
    expect(stands.nth(1)).to_contain_text("line 10 await asyncio.sleep(0.2)")
    expect(stands.nth(2)).to_contain_text("line 7 await asyncio.sleep(delay)")
    assert sorted(home.root.locator(".game-line > span").all_inner_texts()) == [
        "Ada",
        "Ben",
        "main",
    ]
    marks = home.root.locator(".game-line")
    tops = [marks.nth(number).bounding_box() for number in range(marks.count())]
    assert len({round(top["y"]) for top in tops if top}) == 3
    home.choices.first.click()
    assert home.root.locator(".game-value").all_inner_texts() == ["0", "1"]
    for _ in range(2):
        home.choices.first.click()
    words = f"main prints “balance 2”. ✓ balance 2, right: both deposits count. {KEPT}"
    expect(home.said).to_contain_text(words)


def test_back_and_forward(home: Game) -> None:
    expect(home.button("Back")).to_be_disabled()
    home.choices.first.click()
    home.choices.last.click()
    home.button("Back").click()
    assert home.boxes() == ["reads 0"]
    home.button("Forward").click()
    assert home.boxes() == ["reads 0", "reads 0"]
    expect(home.button("Forward")).to_be_hidden()


def test_one_that_goes_wrong_is_played(home: Game) -> None:
    home.page.clock.install()
    home.button("Show me one that goes wrong").click()
    for number in range(4):
        expect(home.verdict).to_have_count(0)
        assert len(home.boxes()) == number
        home.page.clock.run_for(1300)
    expect(home.verdict).to_contain_text(f"✗ balance 1, wrong: one deposit is lost. {LOST}")
    expect(home.button("Show me one that goes wrong")).to_be_visible()


def test_the_play_can_be_stopped(home: Game) -> None:
    home.page.clock.install()
    home.button("Show me one that goes wrong").click()
    home.page.clock.run_for(1300)
    home.button("Stop").click()
    home.page.clock.run_for(9000)
    assert len(home.boxes()) == 1


def test_no_python_is_asked_for(home: Game, server: Server) -> None:
    list(paths(home, lambda number: home.choices.nth(number).click()))
    assert [path for path in server.paths if any(f"/run/{word}" in path for word in PYTHON)] == []


def test_all_of_it_is_in_one_window(page: Page, visit: Visit) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    game = Game(visit("")).ready()
    for place in (".game-program", ".game-place .game"):
        box = game.root.locator(place).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_jumps(page: Page, visit: Visit, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(
        """window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    game = Game(visit("")).ready()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") <= 0.02
    places = {page.locator("h2").first.bounding_box()["y"]}  # type: ignore[index]
    for _ in range(4):
        game.choices.first.click()
        places.add(page.locator("h2").first.bounding_box()["y"])  # type: ignore[index]
    assert max(places) - min(places) <= 1


def test_without_scripts_two_pictures_stand_there(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address)
    block = page.locator(".game-block")
    expect(block.locator(".orders-cell")).to_have_count(2)
    titles = block.locator(".orders-cell title").all_text_contents()
    assert titles == ["✗ balance 1", "✓ balance 2"]
    expect(block.locator(".highlight")).to_be_visible()
    expect(block.locator(".snippet-output")).to_contain_text("balance 1")
    page.goto(f"{server.address}lock/")
    expect(page.locator(".game-fold")).to_have_count(0)
    page.goto(f"{server.address}embed/#order={NAME}/0&page=lock/")
    expect(page.locator("[data-embed]")).to_contain_text("That needs JavaScript")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_axe_finds_nothing_in_a_game(
    browser: Browser, server: Server, scheme: Any, size: tuple[int, int]
) -> None:
    context = browser.new_context(
        color_scheme=scheme,
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(server.address)
    told = {}
    game = Game(page).ready()
    for number in range(5):
        page.evaluate(AXE.read_text("utf-8"))
        for rule in page.evaluate("axe.run().then(({ violations }) => violations)"):
            told[number, rule["id"]] = [node["html"][:200] for node in rule["nodes"]][:5]
        if number < 4:
            game.choices.last.click()
    page.goto(f"{server.address}lock/mistakes/#order=lock/opposite_orders/0")
    Game(page, '.snippet-orders[data-orders="lock/opposite_orders"]').ready()
    page.evaluate(AXE.read_text("utf-8"))
    for rule in page.evaluate("axe.run('.game-fold').then(({ violations }) => violations)"):
        told[-1, rule["id"]] = [node["html"][:200] for node in rule["nodes"]][:5]
    context.close()
    assert told == {}, json.dumps([(str(key), nodes) for key, nodes in told.items()], indent=1)


class TestUnderTheOrders:
    """The same game at every block of orders, folded."""

    def test_what_it_takes_is_loaded_when_it_is_opened(
        self, page: Page, visit: Visit, server: Server
    ) -> None:
        visit("lock/")
        expect(page.locator(".game-fold").first).to_be_visible()
        page.wait_for_timeout(300)
        before = [path for path in server.paths if "/run/game-" in path or "/orders/" in path]
        assert before == []
        folded(page, NAME)
        assert any("/run/game-" in path for path in server.paths)
        assert len([path for path in server.paths if "/assets/orders/" in path]) == 1

    def test_every_block_has_one(self, page: Page, visit: Visit) -> None:
        visit("lock/guarantees/")
        blocks = page.locator(".snippet-orders:has(.orders-data)")
        expect(page.locator(".game-fold")).to_have_count(blocks.count())
        assert blocks.count() >= 3

    def test_a_deadlock_is_its_end(self, page: Page, visit: Visit) -> None:
        visit("lock/mistakes/")
        game = folded(page, "lock/opposite_orders")
        for place in (0, -1, 0, 0):
            game.choices.nth(place).click()
        expect(game.verdict).to_contain_text("✗ deadlock, wrong")
        expect(game.root.locator(".game-ask")).to_have_text("Nothing will arrive any more.")
        expect(game.root.locator(".game-stuck")).to_have_count(2)
        expect(game.said).to_contain_text("waits for the lock. ✗ deadlock, wrong")

    def test_what_goes_on_without_an_answer_is_a_choice_of_its_own(
        self, page: Page, visit: Visit
    ) -> None:
        visit("lock/guarantees/")
        game = folded(page, "lock/cancelled_waiter")
        game.choices.first.click()
        assert any(label.startswith("No answer arrives, ") for label in game.offered())
        expect(game.root.locator(".game-ask")).to_have_text("What happens next?")

    def test_pages_are_exchanged_without_a_reload(self, page: Page, visit: Visit) -> None:
        visit("lock/guarantees/")
        folded(page, "lock/cancelled_waiter").choices.first.click()
        page.locator('.md-nav__link[href$="/mistakes/"]:visible').first.click()
        page.wait_for_url("**/mistakes/")
        game = page.locator(".game-fold").first
        expect(game).to_be_visible()
        expect(page.locator(".game")).to_have_count(0)

    def test_where_nothing_can_be_fetched_it_says_so(
        self, page: Page, visit: Visit, server: Server
    ) -> None:
        visit("lock/")
        server.missing = (".json",)
        around = page.locator(f'.snippet-orders[data-orders="{NAME}"]').first
        around.locator(".game-fold > summary").click()
        expect(around.locator(".snippet-stopped")).to_contain_text("The orders could not be loaded")
        server.missing = ()
        around.locator(".game-fold > summary").click()
        around.locator(".game-fold > summary").click()
        expect(around.locator(".game-choice").first).to_be_visible()


class TestLinks:
    """An order has an address, and opening it runs nothing."""

    AROUND = f'.snippet-orders[data-orders="{NAME}"]'

    @pytest.fixture
    def copied(self, page: Page, visit: Visit) -> str:
        """The link to an order after two answers."""
        visit("lock/")
        game = folded(page, NAME)
        game.choices.last.click()
        game.choices.last.click()
        game.button("Copy link").click()
        expect(game.said).to_contain_text("Link copied")
        return str(page.evaluate("navigator.clipboard.readText()"))

    def opened(self, page: Page, link: str) -> Game:
        page.goto("about:blank")
        page.goto(link)
        return Game(page, self.AROUND)

    def test_there_and_back(self, copied: str, context: BrowserContext, server: Server) -> None:
        assert copied.startswith(f"{server.address}lock/#order={NAME}/1b1&step=2&check=")
        page = context.new_page()
        server.paths.clear()
        game = self.opened(page, copied).ready()
        assert sorted(game.boxes()) == ["reads 0", "writes 1"]
        expect(game.said).to_have_text("This is the order of the link. Nothing has run.")
        expect(game.element).to_be_focused()
        expect(game.element).to_be_in_viewport()
        game.button("Copy link").click()
        assert page.evaluate("navigator.clipboard.readText()") == copied
        for _ in range(2):
            game.button("Forward").click()
        expect(game.verdict).to_contain_text("balance 2")
        game.button("Copy link").click()
        assert page.evaluate("navigator.clipboard.readText()") == copied.replace("&step=2", "")
        assert [one for one in server.paths if any(f"/run/{word}" in one for word in PYTHON)] == []

    def test_a_link_on_the_same_page_is_followed(self, copied: str, page: Page) -> None:
        game = Game(page, self.AROUND)
        game.button("Start again").click()
        page.evaluate("link => location.assign(link)", copied)
        expect(game.root.locator(".game-box")).to_have_count(2)

    def test_the_start_has_addresses_too(self, page: Page, visit: Visit) -> None:
        game = Game(visit(f"#order={NAME}/0&step=3")).ready()
        expect(game.root.locator(".game-box")).to_have_count(3)

    @pytest.mark.parametrize(
        ("address", "says", "boxes"),
        [
            ("0&check=00000000", f"{CHANGED}. This is the order that has its address now.", 4),
            ("zz&check=00000000", f"{CHANGED}, and there is no order zz of lost_update.py", 0),
            ("zz", "This link is damaged: there is no order zz of lost_update.py.", 0),
            ("0&step=9", "This order has no more than 4 answers. This is its end.", 4),
            ("0&step=0", "This is the order of the link.", 0),
        ],
    )
    def test_what_it_can_is_shown(
        self, page: Page, server: Server, address: str, says: str, boxes: int
    ) -> None:
        game = self.opened(page, f"{server.address}lock/#order={NAME}/{address}").ready()
        expect(game.said).to_contain_text(says)
        expect(game.root.locator(".game-box")).to_have_count(boxes)

    def test_the_same_order_is_found_under_another_address(self, copied: str, page: Page) -> None:
        game = self.opened(page, copied.replace("/1b1&", "/f1&")).ready()
        expect(game.said).to_have_text(f"{CHANGED}. The same order now has another address.")
        assert sorted(game.boxes()) == ["reads 0", "writes 1"]

    @pytest.mark.parametrize(
        ("fragment", "says"),
        [
            ("order=", "This link is damaged: “” names no order."),
            ("order=lost_update/b1", "This link is damaged: “lost_update/b1” names no order."),
            ("order=lock/lost_update/%3Cb%3E", "names no order"),
            ("order=lock/lost_update/0&step=x", "names no order"),
            ("order=lock/lost_update/0&check=x", "names no order"),
            ("order=lock/lost_update/0&page=//evil.example/", "names no order"),
            ("order=lock/lost/b1", "an order of lock/lost.py, and this page shows none"),
        ],
    )
    def test_a_bad_address_is_told(
        self, page: Page, visit: Visit, fragment: str, says: str
    ) -> None:
        visit(f"lock/#{fragment}")
        expect(page.locator(".game-notice")).to_contain_text(says)
        assert page.locator(".game").count() == 0

    def test_a_frame_shows_the_game_alone(
        self, page: Page, visit: Visit, context: BrowserContext
    ) -> None:
        visit("lock/mistakes/")
        game = folded(page, "lock/opposite_orders")
        game.choices.first.click()
        game.button("Embed").click()
        expect(game.said).to_contain_text("The element is copied")
        element = page.evaluate("navigator.clipboard.readText()")
        other = context.new_page()
        with serving_text(element) as address:
            other.goto(address)
            frame = other.frame_locator("iframe")
            expect(frame.locator(".game-box")).to_have_count(1)
            expect(frame.locator(".md-header")).to_be_hidden()
            expect(frame.locator("[data-embed]").get_by_role("link")).to_have_count(1)
            expect(frame.locator("[data-embed]").get_by_role("link")).to_have_text(
                "opposite_orders.py in the guide Import AsyncIO"
            )
            frame.locator(".game-choice").last.click()
            expect(frame.locator(".game-box")).to_have_count(2)

    def test_a_frame_of_nothing_says_so(self, page: Page, visit: Visit) -> None:
        visit("embed/#order=lock/lost/b1&page=lock/")
        expect(page.locator("[data-embed]")).to_contain_text(
            "the page shows no orders of lock/lost"
        )
        page.goto("about:blank")
        visit("embed/#order=lock/lost/b1&page=nowhere/")
        expect(page.locator("[data-embed]")).to_contain_text("HTTP 404")


@contextmanager
def serving_text(body: str) -> Iterator[str]:
    """Serve one page of somebody else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Theirs</title>{body}".encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
