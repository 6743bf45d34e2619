"""What the page shows of a run is what the build shows of it, to the last mark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .reader import PATIENCE, Snippet, page_of

Visit = Callable[[str], Page]
# What is folded is drawn in files, and a page has its legend once.
MARKUP = """async (root) => {
    const clone = root.cloneNode(true);
    for (const part of clone.querySelectorAll("details")) part.removeAttribute("open");
    for (const part of clone.querySelectorAll(".picture-dark, .stage-key-box")) part.remove();
    for (const image of clone.querySelectorAll(".picture-light")) {
        const file = await (await fetch(image.src)).text();
        image.outerHTML = /<[/]style>(.*)<[/]svg>/s.exec(file)[1];
    }
    return clone.outerHTML;
}"""


def markup(snippet: Snippet, where: str, prefix: str) -> list[str]:
    """Return the markup of each part of a snippet, without what begins its ids."""
    parts = snippet.root.locator(where).all()
    return [part.evaluate(MARKUP).replace(prefix, "") for part in parts]


@pytest.mark.parametrize(
    "name",
    [
        "lock/exclusive",
        "lock/twice",
        "condition/notify_without_lock",
        "semaphore/zero_is_legal",
    ],
)
def test_a_run_is_shown_as_the_build_shows_it(visit: Visit, name: str) -> None:
    page = visit(page_of(name))
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    snippet = Snippet(page, name)
    for part in (".snippet-output", ".snippet-timeline"):
        assert snippet.root.locator(part).count() == 1
    ours = name.replace("/", "-")
    before = {
        part: markup(snippet, part, ours) for part in (".snippet-output", ".snippet-timeline")
    }
    snippet.run()
    result = ".snippet-result "
    output = markup(snippet, f"{result}.snippet-output", f"run-{ours}")
    assert [text.replace("Output of your run", "Output") for text in output] == before[
        ".snippet-output"
    ]
    after = markup(snippet, f"{result}.snippet-timeline", f"run-{ours}")
    assert after == before[".snippet-timeline"]


def test_orders_are_shown_as_the_build_shows_them(visit: Visit) -> None:
    page = visit(page_of("lock/lost_update"))
    lost = Snippet(page, "lock/lost_update")
    built = page.locator('.snippet-orders[data-orders="lock/lost_update"] > figure')
    figure = built.evaluate(MARKUP).replace("lock-lost_update-orders", "")
    lost.button("Every order").click()
    tried = lost.root.locator(".snippet-result figure")
    expect(tried).to_be_visible(timeout=PATIENCE)
    shown = tried.evaluate(MARKUP).replace("orders-lock-lost_update", "")
    pictures, words = shown.split('<details class="snippet-words">')
    assert figure.startswith(pictures)
    assert figure.endswith(words)
