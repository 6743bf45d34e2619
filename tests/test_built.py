"""The look at what is built can fail: each fault put into a built page is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from broken import PROGRAM, Guide, build, small_guide

from import_asyncio.guide.built import complaints

BLOCKS = """
/// orders | lock/shared.py
    progress: true
Ben has the lock
:   right: the last one is done
///

/// order | lock/shared.py
Ben has the lock
:   right: the last one is done
///

/// mended | lock/shared_fixed.py
///

| a | b |
|---|---|
| 1 | 2 |

```python
--8<-- "snippets/lock/shared.py:3:3"
```
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The small guide with a block of each kind, built."""
    guide = small_guide(tmp_path_factory.mktemp("built"))
    guide.page.write_text(guide.page.read_text("utf-8") + BLOCKS, "utf-8")
    mended = PROGRAM.replace("sleep(0.1)", "sleep(0.2)")
    guide.add_snippet("lock/shared_fixed", mended, guide.transcript.read_text("utf-8"))
    done = build("mkdocs", guide.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return guide


@pytest.fixture
def guide(whole: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """A copy of it to put faults into."""
    shutil.copytree(whole.root, tmp_path / "guide")
    monkeypatch.chdir(tmp_path / "guide")
    return Guide(tmp_path / "guide")


SITE = Path("site")
LOCK = Path("lock/index.html")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" class="stage-timeline"'


def test_what_was_built_is_right(guide: Guide) -> None:
    assert list(complaints(SITE)) == []


def put_in(guide: Guide, html: str, page: Path = LOCK) -> None:
    """Put HTML at the end of a page's article."""
    path = guide.root / SITE / page
    text = path.read_text("utf-8")
    assert text.count("</article>") == 1
    path.write_text(text.replace("</article>", f"{html}</article>"), "utf-8")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p id="shared">again</p>', "the id shared occurs 2 times"),
        ("<pre><code>print('typed')\n</code></pre>", "typed by hand"),
        ("<p><samp>typed</samp></p>", "typed by hand"),
        ("<p><code>one<br>two</code></p>", "typed by hand"),
        ("<blockquote><pre>typed</pre></blockquote>", "typed by hand"),
        ("<textarea>typed</textarea>", "typed by hand"),
        ("<pre></pre>", "typed by hand"),
        ('<img alt="x" src="https://example.org/x.png">', "would ask https://example.org/x.png"),
        ('<img alt="x" src="//example.org/x.png">', "would ask //example.org/x.png"),
        ('<img alt="x" src="/\\example.org/x.png">', "would ask"),
        ('<img alt="x" src="x.png" srcset="https://example.org/x 2x">', "<img srcset> would ask"),
        ('<video poster="https://example.org/x.png"></video>', "<video poster> would ask"),
        ('<object data="https://example.org/x"></object>', "<object data> would ask"),
        ('<embed src="https://example.org/x">', "<embed src> would ask"),
        ('<iframe src="https://example.org"></iframe>', "<iframe src> would ask"),
        ('<form action="https://example.org"></form>', "<form action> would ask"),
        ('<a href="../" ping="https://example.org">x</a>', "<a ping> would ask"),
        ('<link rel="prefetch" href="https://example.org">', "<link href> would ask"),
        ('<link rel="dns-prefetch" href="//example.org">', "<link href> would ask"),
        ('<svg><image href="https://example.org/x.png"/></svg>', "<image href> would ask"),
        ('<svg><use xlink:href="https://example.org/x#y"/></svg>', "<use xlink:href> would ask"),
        ('<meta http-equiv="refresh" content="0; url=/x">', "leads readers away"),
        ('<base href="https://example.org/">', "<base href> would ask"),
        ('<p onclick="x()">x</p>', "<p onclick> runs a script"),
        ('<a href="java&#10;script:x()">x</a>', "<a href> runs a script"),
        ('<a href="data:text/html,x">x</a>', "<a href> runs a script"),
        ('<iframe srcdoc="x"></iframe>', "<iframe srcdoc> is a page within the page"),
        ('<p style="color: red">x</p>', "<p style> changes the style"),
        ("<script>x()</script>", "a <script> in the page"),
        ('<script type="module">x()</script>', "a <script> in the page"),
        ('<script src="../assets/x.js"></script>', "a <script> in the page"),
        ("<style>p { color: red }</style>", "a <style> in the page"),
        ("<p>See [the lock][lock].</p>", "a link that is none"),
        ("<p>See [the lock](lock.md).</p>", "a link that is none"),
        ("<p>As said[^1].</p>", "a footnote that nobody wrote"),
        ("<p>It is **not</p>", "an open `**`"),
        ("<p>Call `acquire</p>", "a backtick that is not closed"),
        ("<p>```python</p>", "a fence that is not closed"),
        ("<p>| a | b |</p>", "a table that is none"),
        ("<p>so:\n- one\n- two</p>", "a list that is none"),
        ("<p>/// snippet | lock/shared.py</p>", "a block of a kind that nobody knows"),
        ('<p>--8&lt;-- "x.py"</p>', "a part of a file that was not put in"),
        ("<p>A heading { #own }</p>", "attributes in braces"),
        ("<p>!!! note</p>", "an admonition"),
        ("<p>a &amp;lt; b</p>", "a character that is escaped twice"),
        ("<h1>Another</h1>", "2 headings of the first level"),
        ("<h2></h2>", "a heading without words"),
        ('<p><a href="">x</a></p>', "the link “x” leads nowhere"),
        ('<p><a href="#">x</a></p>', "the link “x” leads nowhere"),
        ("<p><a>x</a></p>", "a link without an address"),
        ('<p><a href="../"></a></p>', "has no words"),
        ('<p><a href="http://example.org">x</a></p>', "http://example.org is insecure"),
        ('<p><a href="../lost/">x</a></p>', "links to ../lost/, where nothing is"),
        ('<p><a href="#lost">x</a></p>', "links to #lost, and no heading has that id"),
        ('<p><a href="../#lost">x</a></p>', "links to ../#lost, and no heading"),
        ('<img src="../assets/images/favicon.png">', "what the picture shows"),
        ('<svg role="img"></svg>', "a picture without a title"),
        ('<svg role="img" aria-labelledby="shared"></svg>', "named by shared, which it does not"),
        ('<p aria-describedby="lost">x</p>', "aria-describedby=lost, and nothing"),
        ('<svg><rect fill="url(#lost)"/></svg>', "url(#lost), and nothing"),
    ],
)
def test_a_fault_in_a_page_is_refused(guide: Guide, html: str, said: str) -> None:
    put_in(guide, html)
    found = list(complaints(SITE))
    assert found
    assert all(one.startswith("docs/lock/index.md") for one in found)
    assert any(said in one for one in found), found


def without(start: str, end: str) -> Callable[[str], str]:
    """Cut a piece out of a page, from one text to another."""

    def cut(text: str) -> str:
        before, _, rest = text.partition(start)
        assert rest, f"{start} is not on the page"
        return before + rest.partition(end)[2]

    return cut


def swap(old: str, new: str, times: int = 1) -> Callable[[str], str]:
    """Put one text in the place of another."""

    def replace(text: str) -> str:
        assert old in text, f"{old} is not on the page"
        return text.replace(old, new, times)

    return replace


def move_mark_up(text: str) -> str:
    """Put the mark of the first note at the end of the line above its own."""
    before, start, rest = text.partition('<a class="snippet-mark"')
    mark, end, after = rest.partition("</a>")
    above, newline, own = before.rpartition("\n")
    return above + start + mark + end + newline + own + after


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (swap('"has the lock"</span>', '"had the lock"</span>'), "the code on the page is not"),
        (swap("<samp>Ann", "<samp>Eve"), "the output on the page is not that of snippets/lock/sha"),
        (without('<figure class="snippet-timeline"', "</figure>"), "the block has 0 timelines"),
        (swap("base64,", "base64,AAAA"), "what the page lets download is not"),
        (swap('href="#lock-shared-note-1"', 'href="#shared"'), "mark 1 does not lead to its note"),
        (without('<a class="snippet-mark"', "</a>"), "the code has 0 marks for 1 notes"),
        (move_mark_up, "mark 1 does not stand at the end of the line"),
        (
            swap("<code>async with lock:</code>", "<code>async def main():</code>"),
            "mark 1 does not stand at the end of the line with `async def main():`",
        ),
        (swap("orders orders-progress", "orders"), "the block has 0 graphs"),
        (
            swap("One order that ends in “Ben", "One order that ends in “Ann"),
            "0 timelines are said to end in Ben has the lock",
        ),
        (
            swap("Ben takes the lock, prints “Ben has the lock” and", "Ben takes the lock and", 9),
            "the timeline of the outcome Ben has the lock does not end in it",
        ),
        (swap("✓ 1 of 1: Ben", "✗ 1 of 1: Ben"), "an order that ends in Ben has the lock is drawn"),
        (swap("1 of 1: Ben has", "1 of 1: Ann has"), "no order is drawn for the outcome Ben has"),
        (
            swap('data-orders="lock/shared"', 'data-orders="lock/lost"'),
            "the page has the orders of lock/lost",
        ),
        (
            swap('data-snippet="lock/shared"', 'data-snippet="lock/none"'),
            "the page has the snippet of lock/none",
        ),
        (swap('<div class="orders-cell">', "<div>", 9), "the block does not have one picture"),
        (
            without('<del class="mended-removed">', "</del>"),
            "not those that mend snippets/lock/sha",
        ),
        (swap('<ins class="mended-added">', '<ins class="mended-moved">'), "not those that mend"),
    ],
)
def test_a_block_that_is_not_whole_is_refused(
    guide: Guide, fault: Callable[[str], str], said: str
) -> None:
    path = guide.root / SITE / LOCK
    path.write_text(fault(path.read_text("utf-8")), "utf-8")
    found = list(complaints(SITE))
    assert any(said in one for one in found), found
    assert all(one.startswith("docs/lock/index.md") for one in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("assets/more.css", '@import "https://example.org/x.css";'),
        ("assets/more.css", "@import url(//example.org/x.css);"),
        ("assets/more.css", "p { background: image-set('https://example.org/x' 1x) }"),
        ("assets/more.js", 'fetch("https://example.org/x")'),
        ("assets/more.mjs", 'import "//example.org/x.js"'),
        ("assets/more.svg", '<svg><image href="https://example.org/x.png"/></svg>'),
        ("assets/more.svg", "<svg><script>x()</script></svg>"),
    ],
)
def test_a_file_that_asks_others_is_refused(guide: Guide, name: str, text: str) -> None:
    (guide.root / SITE / name).write_text(text, "utf-8")
    (only,) = complaints(SITE)
    assert only.startswith(f"site/{name}")


def test_a_style_sheet_may_speak_of_others_and_hold_pictures(guide: Guide) -> None:
    text = (
        "/* https://example.org */ p { background: url('data:image/svg+xml,<svg xmlns=\"//x\">') }"
    )
    (guide.root / SITE / "assets/more.css").write_text(text, "utf-8")
    assert list(complaints(SITE)) == []


def test_a_page_that_was_not_written_in_markdown_is_refused(guide: Guide) -> None:
    (guide.root / SITE / "raw.html").write_text("<pre>typed</pre>", "utf-8")
    (only,) = complaints(SITE)
    assert only == "site/raw.html: written by hand in HTML; a page is Markdown under docs/"


def test_a_page_that_was_not_built_is_missed(guide: Guide) -> None:
    (guide.root / "docs/new.md").write_text("# New\n", "utf-8")
    (only,) = complaints(SITE)
    assert only == "docs/new.md has no page in site; build again"
