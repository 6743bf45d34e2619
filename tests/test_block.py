"""The options of blocks: what is folded, what steps back, what has changed; and their mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import PROGRAM, Guide, small_guide
from markdown import Markdown

from import_asyncio.errors import GuideError
from import_asyncio.guide.markup import Element, parse
from import_asyncio.guide.quiet import quiet_lines
from import_asyncio.guide.results import orders_of
from import_asyncio.program import parse as parse_program

OUTPUT = "Ann has the lock\nBen has the lock\n"
ORDERS = """
/// orders | lock/shared.py
{options}
Ben has the lock
:   right: the last one is done
///
"""

ENDLESS = """
import asyncio


async def main():
    while True:
        await asyncio.sleep(1)


asyncio.run(main())
"""


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """The small guide, in whose folder the test stands."""
    guide = small_guide(tmp_path)
    monkeypatch.chdir(tmp_path)
    return guide


def complain(md: Markdown, kind: str, name: str, what: str) -> None:
    raise GuideError(f"{kind} {name}: {what}")


def built(text: str) -> Element:
    """Return the tree of a text with blocks."""
    extension = "import_asyncio.guide.block"
    configs = {extension: {"complain": complain, "repo_url": "https://example.org/guide"}}
    markdown = Markdown(extensions=["def_list", extension], extension_configs=configs)
    return parse(markdown.convert(text))


def one(tree: Element, name: str) -> Element:
    """Return the only element of a class."""
    (found,) = (e for e in tree if name in e.classes)
    return found


def is_folded(element: Element) -> bool:
    return any(e.tag == "details" for e in element.around)


@pytest.mark.parametrize(
    ("option", "folded"),
    [
        ("", set()),
        ("    fold: program", {"highlight", "snippet-output", "snippet-bar"}),
        ("    fold: picture", {"snippet-timeline"}),
        (
            "    fold: all",
            {"highlight", "snippet-output", "snippet-bar", "snippet-timeline"},
        ),
    ],
)
def test_what_is_folded(guide: Guide, option: str, folded: set[str]) -> None:
    tree = built(f"/// snippet | lock/shared.py\n{option}\n///\n")
    for name in ("highlight", "snippet-output", "snippet-bar", "snippet-timeline"):
        assert is_folded(one(tree, name)) == (name in folded), name


def test_the_fold_of_a_program_names_its_file(guide: Guide) -> None:
    tree = built("/// snippet | lock/shared.py\n    fold: program\n///\n")
    assert one(tree, "snippet-fold").text.strip().startswith("The program: shared.py")


def test_what_is_folded_of_orders(guide: Guide) -> None:
    tree = built(ORDERS.format(options="    fold: picture"))
    assert not is_folded(one(tree, "orders-said"))
    assert "There is 1 order, and it ends right." in one(tree, "orders-said").text
    assert "1 of 1: Ben has the lock" in one(tree, "orders-said").text
    assert all(is_folded(e) for e in tree if e.tag == "svg")


def test_the_graph_is_folded_below_how_to_read_it(guide: Guide) -> None:
    tree = built(ORDERS.format(options="    progress: true"))
    graph = one(tree, "orders-progress")
    (fold,) = (e for e in graph.around if "snippet-fold" in e.classes)
    before = [e for e in fold if e.tag == "p"]
    assert before[0].text.startswith("A path is one order")
    assert not is_folded(one(tree, "orders-cells"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/// snippet | lock/shared.py\n    fold: some\n///\n", "`fold: some` is not known here"),
        (ORDERS.format(options="    fold: program"), "`fold: program` is not known here"),
        (
            "/// snippet | lock/shared.py\n    quiet: def nobody\n///\n",
            "`quiet` quotes `def nobody`, which the program does not contain",
        ),
        (
            "/// snippet | lock/shared.py\n    quiet: async\n///\n",
            "`quiet` quotes `async`, which occurs 8 times",
        ),
        ("/// mended | lock/shared.py\n///\n", "has the code of snippets/lock/shared.py"),
        ("/// mended | lock/shared.py\n    of: lock/none\n///\n", "there is no snippet"),
        ("/// mended | lock/none.py\n///\n", "there is no snippet"),
        ("/// mended | lock/shared.py\n    of: lock/shared\n\ntext\n///\n", "only notes may stand"),
    ],
)
def test_a_mistake_in_an_option_is_told(guide: Guide, text: str, said: str) -> None:
    with pytest.raises(GuideError) as told:
        built(text)
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "/// snippet | lock/shared.py\n    flod: all\n///\n",
            "snippet lock/shared.py: `/// snippet` has no option `flod`; "
            "there are `fold`, `quiet`, `values`",
        ),
        (
            "/// orders | lock/shared.py\n    progress: often\n///\n",
            "the option `progress` of `/// orders` cannot be 'often'",
        ),
        (
            "/// order | lock/shared.py\n    Ben has the lock\n///\n",
            "`Ben has the lock` is no option, `name: value`; leave a line empty",
        ),
        (
            "/// snippet | lock/shared.py\n    fold: [all\n///\n",
            "the lines below `/// snippet` are no options",
        ),
        ("/// mended\n///\n", "a block says what it shows: `/// mended | name`"),
        ("/// pythons\n    fold: all\n///\n", "`/// pythons` has no option `fold`; there are none"),
        (
            "/// game | lock/shared.py\n///\n",
            "the option `fixed: name` says which program mends this one",
        ),
    ],
)
def test_an_option_that_no_block_knows_is_told(guide: Guide, text: str, said: str) -> None:
    with pytest.raises(GuideError) as caught:
        built(text)
    assert said in str(caught.value)


def test_the_attributes_of_a_block_are_an_option_of_each(guide: Guide) -> None:
    tree = built("/// snippet | lock/shared.py\n    attrs: {id: mine}\n///\n")
    assert one(tree, "snippet").attributes["id"] == "mine"


def test_what_every_program_has_steps_back(guide: Guide) -> None:
    tree = built("/// snippet | lock/shared.py\n///\n")
    quiet = [e.text.strip() for e in tree if "snippet-quiet" in e.classes]
    assert quiet == ['"""Two tasks share one lock."""', "import asyncio", "asyncio.run(main())"]


def test_a_line_with_a_note_does_not_step_back(guide: Guide) -> None:
    tree = built("/// snippet | lock/shared.py\n`import asyncio`\n:   The library.\n///\n")
    assert not any("import" in e.text for e in tree if "snippet-quiet" in e.classes)


def test_what_is_named_steps_back(guide: Guide) -> None:
    options = "    quiet:\n      - async def main\n      - print(name\n"
    tree = built(f"/// snippet | lock/shared.py\n{options}///\n")
    quiet = "\n".join(e.text for e in tree if "snippet-quiet" in e.classes)
    assert "lock = asyncio.Lock()" in quiet
    assert 'print(name, "has the lock")' in quiet
    assert "async with lock:" not in quiet


DECORATED = """\
import asyncio


@first
@second
def one():
    if True: pass
    return (
        two
    )


asyncio.run(one())
print()
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("@first", {1, *range(4, 11)}),
        ("def one", {1, *range(4, 11)}),
        ("if True", {1, 7}),
        ("return", {1, 8, 9, 10}),
    ],
)
def test_a_statement_is_found_by_its_first_line(text: str, lines: set[int]) -> None:
    assert quiet_lines(DECORATED, [text]) == lines


@pytest.mark.parametrize("text", ["two", "@second"])
def test_what_begins_no_statement_is_refused(text: str) -> None:
    with pytest.raises(GuideError, match="is not on the first line of a statement"):
        quiet_lines(DECORATED, [text])


def test_the_lines_that_mend_a_program_are_found(guide: Guide) -> None:
    mended = PROGRAM.replace("Two tasks share", "Two tasks do not share").replace(
        '    async with lock:\n        print(name, "has the lock")\n',
        '    async with lock:\n        print(name, "goes in")\n        print("now")\n',
    )
    guide.add_snippet("lock/shared_fixed", mended, OUTPUT)
    tree = built("/// mended | lock/shared_fixed.py\n///\n")
    assert one(tree, "snippet-file").text == "shared.py → shared_fixed.py"
    lines = [e for e in one(tree, "mended-group").children if isinstance(e, Element)]
    assert [(e.tag, e.text) for e in lines] == [
        ("span", "    async with lock:\n"),
        ("del", 'removed:         print(name, "has the lock")\n'),
        ("ins", 'added:         print(name, "goes in")\n'),
        ("ins", 'added:         print("now")\n'),
        ("span", "        await asyncio.sleep(0.1)\n"),
    ]


def test_a_line_that_is_only_indented_has_moved(guide: Guide) -> None:
    mended = PROGRAM.replace(
        "        await asyncio.sleep(0.1)\n", "    await asyncio.sleep(0.1)\n    print(1)\n"
    )
    guide.add_snippet("lock/quick", mended, OUTPUT)
    tree = built("/// mended | lock/quick.py\n    of: lock/shared\n///\n")
    lines = [e for e in one(tree, "mended-group").children if isinstance(e, Element)]
    assert [(e.tag, e.text) for e in lines] == [
        ("span", '        print(name, "has the lock")\n'),
        ("ins", "moved:     await asyncio.sleep(0.1)\n"),
        ("ins", "added:     print(1)\n"),
    ]


def test_lines_have_numbers_where_the_output_names_one(guide: Guide) -> None:
    tree = built("/// snippet | lock/shared.py\n///\n")
    assert not any("snippet-lines" in e.classes for e in tree)
    program = '# /// script\n# requires-python = ">=3.11"\n# ///\nprint("line 4")\n'
    guide.add_snippet("lock/named", program, "line 4\n")
    numbers = one(built("/// snippet | lock/named.py\n///\n"), "snippet-lines")
    assert numbers.attributes["data-lines"] == "4"
    assert numbers.text == ""


def test_orders_of_a_program_that_never_ends_are_refused(guide: Guide) -> None:
    program = parse_program(ENDLESS, "endless.py")
    with pytest.raises(GuideError, match=r"endless\.py: no order came to its end"):
        orders_of(program)
