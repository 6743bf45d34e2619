"""The checks can fail: each way to break a guide is refused, with file and remedy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from broken import PROGRAM, Guide, small_guide

from import_asyncio.guide.complaints import complaints


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    monkeypatch.chdir(tmp_path)
    return small_guide(tmp_path)


def complaint() -> str:
    """Return the one complaint that there should be."""
    (only,) = complaints()
    return only


def test_the_small_guide_is_right(guide: Guide) -> None:
    assert list(complaints()) == []


def test_a_wrong_transcript(guide: Guide) -> None:
    guide.replace(guide.transcript, "Ben has", "Bob has")
    said = complaint()
    assert "snippets/lock/shared.py does not print its transcript" in said
    assert "`make update NAME=lock/shared`" in said
    assert "-Bob has the lock" in said
    assert "+Ben has the lock" in said


def test_a_transcript_without_its_last_line_end(guide: Guide) -> None:
    guide.transcript.write_text("Ann has the lock\nBen has the lock", "utf-8")
    assert "last line's ending" in complaint()


def test_a_changed_program(guide: Guide) -> None:
    guide.replace(guide.program, '"has the lock"', '"holds the lock"')
    assert "does not print its transcript" in complaint()


def test_a_missing_transcript(guide: Guide) -> None:
    guide.transcript.unlink()
    said = list(complaints())
    assert (
        "snippets/lock/shared.py has no transcript shared.out; run `make update NAME=lock/shared`"
        in said
    )


def test_a_transcript_without_a_program(guide: Guide) -> None:
    (guide.root / "snippets/lock/old.out").write_text("", "utf-8")
    assert complaint() == "snippets/lock/old.out is the transcript of no program; remove it"


def test_a_missing_file(guide: Guide) -> None:
    guide.replace(guide.page, "lock/shared.py", "lock/shred.py")
    said = "\n".join(complaints())
    assert (
        "docs/lock/index.md:5: there is no snippet snippets/lock/shred.py; "
        "did you mean lock/shared.py?" in said
    )


def test_an_orphan_snippet(guide: Guide) -> None:
    guide.add_snippet("lock/alone", PROGRAM, guide.transcript.read_text("utf-8"))
    assert complaint() == "snippets/lock/alone.py is on no page; show it, or remove it"


@pytest.mark.parametrize(
    "typed",
    [
        "```python\nprint('hello')\n```",
        "```\nhello\n```",
        "~~~ { .text }\nhello\n~~~",
        "    hello",
        "- a list\n\nand then\n\n    hello",
    ],
    ids=["python", "no-language", "tildes", "indented", "indented-after-a-list"],
)
def test_output_typed_by_hand(guide: Guide, typed: str) -> None:
    guide.page.write_text(guide.page.read_text("utf-8") + f"\nSo:\n\n{typed}\n", "utf-8")
    said = complaint()
    assert said.startswith("docs/lock/index.md:")
    assert "typed by hand" in said


def test_part_of_a_file_is_not_typed_by_hand(guide: Guide) -> None:
    embedded = '\n```python\n--8<-- "snippets/lock/shared.py:3:3"\n```\n\n1. a\n\n    more of a\n'
    guide.page.write_text(guide.page.read_text("utf-8") + embedded, "utf-8")
    assert list(complaints()) == []


def test_a_heading_without_the_slug(guide: Guide) -> None:
    guide.replace(guide.page, "{ #shared }", "{ #other }")
    said = "\n".join(complaints())
    assert "docs/lock/index.md:5: give lock/shared.py a heading of its own" in said
    assert "docs/index.md:3: links to lock/index.md#shared, and nothing on " in said


def test_a_block_that_nobody_knows(guide: Guide) -> None:
    guide.replace(guide.page, "/// snippet |", "/// snipet |")
    said = "\n".join(complaints())
    assert "docs/lock/index.md:5: a block of a kind that nobody knows" in said


ORDERS = """
/// orders | lock/shared.py
Ben has the lock
:   right: the last one is done
///
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("`async with lock:`", "`async with locks:`", "which the program does not contain"),
        ("`async with lock:`", "`lock`", "occurs 7 times"),
        (":   The second", "The second", "only notes may stand in such a block"),
    ],
)
def test_a_note_that_is_tied_to_nothing(guide: Guide, old: str, new: str, said: str) -> None:
    guide.replace(guide.page, old, new)
    found = complaint()
    assert found.startswith("docs/lock/index.md:5: ")
    assert said in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ben has the lock\n:", "Ann has the lock\n:", "which the page does not name"),
        ("is done\n", "is done\n\ndeadlock\n:   wrong: stuck\n", "no order ends in"),
        ("right: the last", "fine: the last", 'begin with "right:" or "wrong:"'),
    ],
)
@pytest.mark.parametrize("kind", ["orders", "order"])
def test_orders_that_the_page_gets_wrong(
    guide: Guide, kind: str, old: str, new: str, said: str
) -> None:
    block = ORDERS.replace("/// orders", f"/// {kind}")
    guide.page.write_text(guide.page.read_text("utf-8") + block.replace(old, new), "utf-8")
    found = complaint()
    assert found.startswith("docs/lock/index.md:10: ")
    assert said in found


def test_all_mistakes_of_all_pages_are_said_at_once(guide: Guide) -> None:
    guide.replace(guide.page, "`async with lock:`", "`lock`")
    wrong = ORDERS.replace("Ben has", "Ann has")
    guide.page.write_text(guide.page.read_text("utf-8") + wrong, "utf-8")
    home = guide.root / "docs/index.md"
    home.write_text(home.read_text("utf-8") + "\n/// snippet | lock/none.py\n///\n", "utf-8")
    guide.program.with_name("alone.py").write_text(PROGRAM, "utf-8")
    said = "\n".join(complaints())
    assert "docs/lock/index.md:5: a note quotes" in said
    assert "docs/lock/index.md:10: " in said
    assert "docs/index.md:5: there is no snippet" in said
    assert "snippets/lock/alone.py has no transcript" in said


def test_a_part_of_a_file_that_is_not_there(guide: Guide) -> None:
    part = '\n```python\n--8<-- "snippets/lock/none.py"\n```\n'
    guide.page.write_text(guide.page.read_text("utf-8") + part, "utf-8")
    found = "\n".join(complaints())
    assert "docs/lock/index.md" in found
    assert "snippets/lock/none.py" in found


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            "lock/indeks.md",
            "no docs/lock/indeks.md among the pages (did you me",
        ),
        ("lock/", "there is no docs/lock among"),
        ("lock/index.md#share", "has the id share (did you mean shared?)"),
        ("#nowhere", "nothing on docs/index.md has the id nowhere"),
        ("../mkdocs.yml", "there is no mkdocs.yml among"),
    ],
)
def test_a_link_that_leads_nowhere(guide: Guide, link: str, said: str) -> None:
    guide.replace(guide.root / "docs/index.md", "lock/index.md#shared", link)
    found = complaint()
    assert found.startswith(f"docs/index.md:3: links to {link}")
    assert said in found


def test_a_picture_that_is_not_there(guide: Guide) -> None:
    guide.replace(guide.root / "docs/index.md", "[The lock]", "![a lock](lock.png) [The lock]")
    assert "there is no docs/lock.png" in complaint()


MENU = """nav:
  - index.md
  - how-to-read.md
  - Primitives:
      - Lock: lock/index.md
"""


def test_a_page_outside_the_menu(guide: Guide) -> None:
    config = guide.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + MENU, "utf-8")
    assert list(complaints()) == []
    (guide.root / "docs/alone.md").write_text("# Alone\n", "utf-8")
    assert complaint() == "docs/alone.md is on no menu; name it under `nav` in mkdocs.yml"


def test_a_menu_that_leads_to_no_page(guide: Guide) -> None:
    config = guide.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + MENU + "  - More: more.md\n", "utf-8")
    assert re.fullmatch(r"mkdocs.yml:\d+: there is no page docs/more.md; .*", complaint())


def in_main(line: str) -> str:
    """Return the program with one line more in its main task."""
    return PROGRAM.replace(
        "    lock = asyncio.Lock()\n", f"    lock = asyncio.Lock()\n    {line}\n"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("raise OSError('no paper')", 'ends badly; if that is meant, say `ends = "OSError"`'),
        ("await lock.acquire()", 'ends badly; if that is meant, say `ends = "deadlock"`'),
        ("asyncio.create_task(clerk('Eve', None))", "writes to standard error"),
        ("clerk('Eve', lock)", "writes to standard error"),
        ("open(__file__)", "writes to standard error"),
        ("await asyncio.open_connection('example.org', 80)", "the stage has no network"),
        ("import socket; socket.socket()", "the stage has no network"),
        ("while True: await asyncio.sleep(1)", "is not done after 20000 turns"),
        ("while True: print('more' * 100)", "has printed more than 100000 characters"),
        ("import requests", "imports requests"),
        ("print(__name__)", "no `__name__` guard"),
    ],
)
def test_a_program_that_does_what_it_must_not(guide: Guide, line: str, said: str) -> None:
    guide.program.write_text(in_main(line), "utf-8")
    found = "\n".join(complaints())
    assert "snippets/lock/shared.py" in found
    assert said in found


def test_a_lost_exception_is_named(guide: Guide) -> None:
    guide.program.write_text(in_main("asyncio.create_task(clerk('Eve', None))"), "utf-8")
    assert "Task exception was never retrieved" in "\n".join(complaints())


def test_a_coroutine_that_nobody_awaits_is_named(guide: Guide) -> None:
    guide.program.write_text(in_main("clerk('Eve', lock)"), "utf-8")
    assert "coroutine 'clerk' was never awaited" in "\n".join(complaints())


def test_a_program_that_should_end_badly_and_does_not(guide: Guide) -> None:
    metadata = '# /// script\n# [tool.import-asyncio]\n# ends = "ValueError"\n# ///\n'
    guide.program.write_text(f"{PROGRAM}\n{metadata}", "utf-8")
    assert 'should end in "ValueError", as its metadata says, and runs to its end' in complaint()


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("# ends = ", "is not TOML"),
        ("# [tool.import-asyncio]\n# end = 'deadlock'", "has end, which nobody reads"),
        ("# [tool.import-asyncio]\n# needs = ['files']", "has files, which nobody reads"),
        ("# requires-python = 'new'", 'has requires-python = "new"'),
    ],
)
def test_metadata_that_is_not_understood(guide: Guide, metadata: str, said: str) -> None:
    guide.program.write_text(f"{PROGRAM}\n# /// script\n{metadata}\n# ///\n", "utf-8")
    found = next(complaints())
    assert "snippets/lock/shared.py:19: the metadata" in found
    assert said in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"""Two tasks share one lock."""', '"""Two tasks"""', "the docstring is one sentence"),
        ("asyncio.run(main())", "asyncio.run(main())\nprint()", "the last line is"),
        ('"has the lock"', f'"has the lock"{" " * 70}', "columns; a line has at most 72"),
        ("import asyncio\n", "import asyncio\n" + "\n" * 40, "lines; a snippet has at most 40"),
        ("import asyncio\n", "import asyncio(\n", "shared.py:3: "),
        ('"""Two', '# /// script\n# ///\n"""Two', "the metadata stands at the end"),
    ],
)
def test_a_program_out_of_form(guide: Guide, old: str, new: str, said: str) -> None:
    guide.replace(guide.program, old, new)
    assert any(said in complaint for complaint in complaints())


@pytest.mark.parametrize(
    "typed",
    [
        "<pre><code>print(1)\n</code></pre>",
        "<pre><samp>1\n</samp></pre>",
        "<code>print(1)<br>print(2)</code>",
        "`print(1)`<br>`print(2)`",
        "<kbd>print(1)<br>print(2)</kbd>",
        '<div class="highlight"><code>print(1)</code></div>',
        "> so:\n>\n> ```\n> hello\n> ```",
        "> so:\n>\n>     hello",
        "- so:\n\n    ```\n    hello\n    ```",
        "- so:\n\n        hello",
        "```sh\npython -m x\nhello\n```",
        "```markdown\nhello\n```",
        "```pycon\n>>> 1\n1\n```",
        '```python\n--8<-- "snippets/lock/shared.py:3:3"\nprint(1)\n```',
        '<div class="snippet" data-snippet="lock/shared"><pre>hello</pre></div>',
    ],
)
def test_code_in_whatever_form(guide: Guide, typed: str) -> None:
    guide.page.write_text(guide.page.read_text("utf-8") + f"\nSo:\n\n{typed}\n", "utf-8")
    found = list(complaints())
    assert any("typed by hand" in one or "not their HTML" in one for one in found), found
    assert all(one.startswith("docs/lock/index.md") for one in found)


def test_a_command_may_be_typed(guide: Guide) -> None:
    command = "\n```sh\npip install .\nmake serve\n```\n"
    guide.page.write_text(guide.page.read_text("utf-8") + command, "utf-8")
    assert list(complaints()) == []


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ('```python\n--8<-- "mkdocs.yml:1:2"\n```', "puts in mkdocs.yml"),
        ('--8<-- "docs/index.md"', "puts in docs/index.md"),
        ('--8<-- "snippets/lock/shared.py"', "into a fence"),
        ('```python\n--8<-- "snippets/lock/shared.py:90:99"\n```', "has no lines 90:99"),
        ("```python\nprint(1)", "a fence that is not closed"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "3 cells in a table of 2 columns"),
        ("| a | b |\n|---|---|\n| 1 |", "1 cells in a table of 2 columns"),
        ("/// snippet | lock/shared.py\n///", "stands already in line 5"),
        ("// snippet | lock/shared.py", "a block of a kind that nobody knows"),
        ("# Again", "2 headings of the first level"),
        ("See (home)[../index.md].", "a link whose brackets are swapped"),
        ("Good :material-check: so.", "a sign that the guide does not draw"),
        ("<<<<<<< HEAD\nwords", "a conflict that was not resolved"),
        ("<svg><text>hello</text></svg>", "pictures are drawn by the stage"),
        ('<img alt="x" src="data:image/png;base64,AAAA">', "pictures are drawn by the stage"),
        ('<iframe src="../index.html"></iframe>', "pictures are drawn by the stage"),
        ('words\n{ style="color: red" }', "a style belongs in docs/assets/guide.css"),
        ('[x](../index.md){ onclick="x()" }', "runs a script"),
        ("<script>x()</script>", "a <script> in the page"),
        ("![](https://example.org/x.png)", "would ask https://example.org/x.png"),
        ("[x](http://example.org/)", "is insecure"),
        ("[x]()", "leads nowhere"),
    ],
)
def test_a_fault_in_the_words_of_a_page(guide: Guide, added: str, said: str) -> None:
    guide.page.write_text(guide.page.read_text("utf-8") + f"\n{added}\n", "utf-8")
    found = list(complaints())
    assert any(said in one for one in found), found
    assert any(one.startswith("docs/lock/index.md") for one in found)


def test_a_snippet_in_a_comment_is_not_shown(guide: Guide) -> None:
    guide.add_snippet("lock/hidden", PROGRAM, guide.transcript.read_text("utf-8"))
    hidden = "\n<!--\n/// snippet | lock/hidden.py\n///\n-->\n"
    guide.page.write_text(guide.page.read_text("utf-8") + hidden, "utf-8")
    assert "snippets/lock/hidden.py is on no page; show it, or remove it" in list(complaints())


@pytest.mark.parametrize(
    ("front", "said"),
    [("title: [x", "is not YAML"), ("titel: Lock", "titel stands above the page, and nobody")],
)
def test_settings_above_a_page_that_nobody_reads(guide: Guide, front: str, said: str) -> None:
    guide.page.write_text(f"---\n{front}\n---\n{guide.page.read_text('utf-8')}", "utf-8")
    assert any(said in one for one in complaints())


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("`Two tasks share`", "is a comment or a docstring; quote code"),
        ("`the only one`", "is a comment or a docstring; quote code"),
        ("`async with lock:`", "has two notes; say all of it in one"),
    ],
)
def test_a_note_on_what_it_must_not_be_on(guide: Guide, quote: str, said: str) -> None:
    guide.replace(guide.program, "asyncio.Lock()\n", "asyncio.Lock()  # the only one\n")
    guide.replace(guide.page, "waits here.\n", f"waits here.\n\n{quote}\n:   More.\n")
    assert said in complaint()


def test_an_outcome_that_is_judged_twice(guide: Guide) -> None:
    twice = ORDERS.replace("///\n", "", 0).replace(
        ":   right: the last one is done\n",
        ":   right: the last one is done\n\nBen has the lock\n:   wrong: no\n",
    )
    guide.page.write_text(guide.page.read_text("utf-8") + twice, "utf-8")
    assert "`Ben has the lock` has two notes" in complaint()


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ('# requires-python = ">=3.30"', "no Python that checks this guide may run it"),
        ('# requires-python = "<3.11"', "no Python that checks this guide may run it"),
        ('# requires-python = ">=3.11,~=3.12"', 'has requires-python = ">=3.11,~=3.12"'),
        ('# require-python = ">=3.12"', "has require-python, which nobody reads"),
        ('# dependencies = ["requests"]', "has dependencies, which nobody reads"),
        ("# [tool.import_asyncio]\n# ends = 'ValueError'", "has tool.import_asyncio, which nobody"),
        ('# [tool.import-asyncio]\n# needs = ["threads"]', "needs threads, and uses none"),
        ('# [tool.import-asyncio]\n# needs = ["sockets"]', "needs sockets, and uses none"),
    ],
)
def test_metadata_that_would_hide_a_program(guide: Guide, metadata: str, said: str) -> None:
    guide.program.write_text(f"{PROGRAM}\n# /// script\n{metadata}\n# ///\n", "utf-8")
    assert any(said in one for one in complaints())


def test_metadata_that_is_not_closed(guide: Guide) -> None:
    guide.program.write_text(f"{PROGRAM}\n# /// script\n# requires-python = '>=3.12'\n", "utf-8")
    assert any("that is no metadata" in one for one in complaints())


@pytest.mark.parametrize("name", ["lock/example1", "lock/Fair", "lock/fair-one", "fair", "a/b/c-d"])
def test_a_name_that_is_no_slug(guide: Guide, name: str) -> None:
    guide.add_snippet(name, PROGRAM, guide.transcript.read_text("utf-8"))
    assert any(f"{name}.py: a snippet is called by words" in one for one in complaints())


@pytest.mark.parametrize("path", ["shared.py", "shared.out"])
def test_line_ends_of_windows(guide: Guide, path: str) -> None:
    file = guide.program.with_name(path)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert any(f"lock/{path}: save it with the line ends of Unix" in one for one in complaints())


def test_a_file_that_is_no_snippet(guide: Guide) -> None:
    guide.program.with_name("data.txt").write_text("x", "utf-8")
    assert complaint().startswith("snippets/lock/data.txt: below snippets/FOLDER/ lie only")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("__import__('yaml')", "`__import__`; write out what the program does"),
        ("import importlib; importlib.import_module('yaml')", "imports by importlib"),
        ("from . import other", "imports a neighbour"),
    ],
)
def test_an_import_by_the_back_door(guide: Guide, line: str, said: str) -> None:
    guide.program.write_text(in_main(line), "utf-8")
    assert any(said in one for one in complaints())


def write_notebook(guide: Guide, **code: object) -> None:
    """Write a notebook of a heading and of one cell with code."""
    cell = {"cell_type": "code", "outputs": [], "execution_count": None, "metadata": {}, **code}
    words = {"cell_type": "markdown", "metadata": {}, "source": code.pop("words", "# A lab")}
    notebook = {"cells": [words, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (guide.root / "docs/lab.ipynb").write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ({"source": "print(1)", "outputs": [{"output_type": "stream"}]}, "keeps an output"),
        ({"source": "import numpy"}, "imports numpy; a notebook imports only the standard"),
        ({"source": "%timeit 1"}, "is not Python"),
        ({"source": "", "words": "# A lab\n\n```\nhello\n```"}, "typed by hand"),
        ({"source": "", "words": "# A lab\n\n<script>x()</script>"}, "a <script> in the page"),
        ({"source": "", "words": "# A lab\n\n[x](../lok/)"}, "lok.md among the"),
        ({"source": "", "cell_type": "raw"}, "is neither code nor Markdown"),
    ],
)
def test_a_notebook_that_breaks_a_rule(guide: Guide, code: dict[str, object], said: str) -> None:
    write_notebook(guide, **code)
    found = list(complaints())
    assert any(said in one for one in found), found
    assert all(one.startswith("docs/lab.ipynb") for one in found)


def test_a_notebook_that_keeps_to_the_rules(guide: Guide) -> None:
    write_notebook(guide, source="import asyncio\n\nawait asyncio.sleep(0)")
    assert list(complaints()) == []
