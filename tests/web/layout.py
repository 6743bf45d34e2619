"""Looks at a page as it is laid out: what is cut off, what overlaps, what moves."""

from __future__ import annotations

from playwright.sync_api import Page

WRONG = r"""() => {
    const wrong = [];
    const wide = document.documentElement.clientWidth;
    const name = (element) => {
        const said = element.textContent.trim().slice(0, 40);
        return `${element.tagName.toLowerCase()}.${element.className} “${said}”`;
    };
    const shown = (element) => {
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return element.checkVisibility() && style.clipPath === "none" && box.width > 1;
    };
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const overlap = (one, other) => {
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        return (
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
        );
    };
    const apart = (elements) => {
        const seen = [...elements].filter(shown);
        seen.forEach((one, at) => {
            for (const other of seen.slice(at + 1)) {
                if (overlap(one, other)) wrong.push(`${name(one)} overlaps ${name(other)}`);
            }
        });
    };

    // The page itself never scrolls sideways.
    if (document.documentElement.scrollWidth > wide) {
        wrong.push(`the page is ${document.documentElement.scrollWidth} pixels wide`);
    }

    // Each text stands in the box of its block, and that in the page, unless it scrolls or says
    // by an ellipsis that it goes on.
    const texts = document.createTreeWalker(
        document.querySelector(".md-content"), NodeFilter.SHOW_TEXT,
    );
    while (texts.nextNode()) {
        const text = texts.currentNode;
        let around = text.parentElement;
        if (!text.data.trim() || around.closest("svg") || !shown(around)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        while (getComputedStyle(around).display.startsWith("inline")) around = around.parentElement;
        let scroller = around;
        while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
        if (getComputedStyle(around).textOverflow === "ellipsis") continue;
        if (scroller && !scroller.contains(document.querySelector(".md-content"))) continue;
        const outer = around.getBoundingClientRect();
        const cut = box.left < outer.left - 1 || box.right > outer.right + 1;
        if (cut || box.left < 0 || box.right > wide) {
            wrong.push(`${name(around)} is cut off`);
        }
    }

    // What stands beside or below one another does not overlap.
    for (const block of document.querySelectorAll(
        ".snippet, .snippet-body, .snippet-bar, .snippet-controls, .snippet-rest, .snippet-head, " +
        ".snippet-orders, .snippet-mended, .md-content__inner",
    )) apart(block.children);

    // The buttons of a program are one row; where there is a menu, what is in it is below.
    for (const bar of document.querySelectorAll(".snippet-bar")) {
        const menu = bar.querySelector(".snippet-menu");
        const last = menu.checkVisibility() ? ".snippet-menu" : ".snippet-rest > *";
        const row = [...bar.querySelectorAll(`.snippet-controls > button, ${last}`)];
        const boxes = row.filter(shown).map((one) => one.getBoundingClientRect());
        const lowest = Math.max(...boxes.map(({ top }) => top));
        const highest = Math.min(...boxes.map(({ bottom }) => bottom));
        if (lowest >= highest) wrong.push(`${name(bar)} is more than one row`);
    }

    // The mark of a note stands in its block, left of the code.
    for (const mark of document.querySelectorAll(".snippet-mark")) {
        if (!shown(mark)) continue;
        const box = mark.getBoundingClientRect();
        const block = mark.closest(".snippet").getBoundingClientRect();
        const code = mark.closest("code");
        const gutter = parseFloat(getComputedStyle(code).paddingLeft);
        const start = code.getBoundingClientRect().left + gutter;
        if (box.left < block.left || box.right > start + 1) {
            wrong.push(`mark ${mark.dataset.number} is not at the left of its line`);
        }
    }
    return wrong;
}"""

WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFT = 0.02


def wrong_with(page: Page) -> list[str]:
    """Return what is cut off or overlaps on a page."""
    found: list[str] = page.evaluate(WRONG)
    return found


def watch_shifts(page: Page) -> None:
    """Begin to add up how far things move that the reader did not move, from the next page on."""
    page.add_init_script(WATCH)


def shifts(page: Page) -> float:
    """Return the sum so far."""
    page.wait_for_timeout(300)
    found: float = page.evaluate("window.shifts")
    return found
