"""What is watched, in the browser: an edited program is drawn with the values of its page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .reader import Snippet, page_of

NAME = "lock/lost_update"
EDITED = """import asyncio


async def main():
    account = {"balance": 5}
    await asyncio.sleep(1)
    account["balance"] += 2
    await asyncio.sleep(1)


asyncio.run(main())
"""


def test_a_run_is_drawn_with_its_values_and_its_legend(visit: Callable[[str], Page]) -> None:
    snippet = Snippet(visit(page_of(NAME)), NAME)
    result = snippet.root.locator(".snippet-result")
    snippet.edit()
    snippet.write(EDITED)
    snippet.run()
    expect(result.locator(".stage-value-word")).to_have_text(["5", "7"])
    expect(result.locator(".stage-names text").last).to_have_text("balance")
    expect(result.locator(".stage-names")).to_have_attribute("aria-hidden", "true")
    legend = result.locator(".stage-legend li")
    expect(legend.last).to_have_text("a value, from the step that changes it")
    expect(result.locator(".stage-picture .stage-legend")).to_have_count(0)


def test_where_an_expression_no_longer_fits_the_run_says_so(visit: Callable[[str], Page]) -> None:
    snippet = Snippet(visit(page_of(NAME)), NAME)
    result = snippet.root.locator(".snippet-result")
    snippet.edit()
    snippet.write(EDITED.replace("account", "till"))
    snippet.run()
    expect(snippet.verdict).to_contain_text("nothing in the program is called `account`")
    expect(result.locator(".stage-value")).to_have_count(0)
    expect(result.locator(".stage-timeline .stage-step").first).to_be_visible()


def test_every_order_of_an_edited_program_has_its_values(visit: Callable[[str], Page]) -> None:
    snippet = Snippet(visit(page_of(NAME)), NAME)
    result = snippet.root.locator(".snippet-result")
    snippet.edit()
    snippet.write(EDITED.replace("+= 2", '+= 3; print("paid")'))
    snippet.button("Every order").click()
    expect(result.locator(".orders-cell .stage-value")).to_have_count(2)
    expect(result.locator(".orders-cell .orders-label").last).to_have_text("8")
