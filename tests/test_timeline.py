"""Timelines: every lane and step is there, and no word lies on a box, a word or the edge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

import drawing
import pytest
from conftest import ROOT, all_snippets
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_sizes import effort, width_of
from test_recording import ACTIONS, program, small_program, snippet

from import_asyncio.draw import timeline_scene
from import_asyncio.draw.legend import SIGNS
from import_asyncio.draw.prose import describe_recording
from import_asyncio.draw.styles import style_sheet
from import_asyncio.draw.svg import CELL
from import_asyncio.draw.text import LONGEST_NOTE, cells, evenly, narrowest, short, wrap
from import_asyncio.draw.timeline_layout import lay_out
from import_asyncio.draw.timeline_svg import SIDE, draw_file, draw_timeline
from import_asyncio.draw.timeline_text import TYPED, draw_text
from import_asyncio.program import read
from import_asyncio.record.record import record
from import_asyncio.recording import Recording

SVG = "{http://www.w3.org/2000/svg}"
ON_STAGE = [name for name in all_snippets() if read(ROOT / "snippets" / f"{name}.py").on_stage]
SIZE = 12
MANY = """
async def worker(n, door):
    async with door:
        await asyncio.sleep(1)
        print("worker", n)
"""
MANY_BODY = (
    "door = asyncio.Semaphore(2)\nawait asyncio.gather(*(worker(n, door) for n in range(40)))"
)
TICK = """
async def tick(name, times, seconds):
    for n in range(times):
        await asyncio.sleep(seconds)
        if n % 50 == 0:
            print(name, n)
"""
LOCK, WAIT = "lock = asyncio.Lock()", "await asyncio.sleep(1)"
LONG_BODY = "for n in range(100):\n    await asyncio.sleep(1)\n    print('tick', n)"


@dataclass(frozen=True)
class Area:
    """What an element of a picture covers."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib.get(name, "0"))


def texts(svg: ElementTree.Element) -> list[Area]:
    """Return the area of every text."""
    areas = []
    for element in svg.iter(f"{SVG}text"):
        words = element.text or ""
        right = number(element, "x") + width_of(words, element.attrib["class"])
        x, y = number(element, "x"), number(element, "y")
        areas.append(Area(words, x, y - 0.72 * SIZE, right, y + 0.2 * SIZE))
    return areas


def boxes(svg: ElementTree.Element) -> list[Area]:
    """Return the area of every step."""
    found = [rect for rect in svg.iter(f"{SVG}rect") if "data-step" in rect.attrib]
    return [area(rect, rect.attrib["data-step"]) for rect in found]


def area(rect: ElementTree.Element, name: str) -> Area:
    x, y = number(rect, "x"), number(rect, "y")
    return Area(name, x, y, x + number(rect, "width"), y + number(rect, "height"))


def notes(svg: ElementTree.Element) -> list[Area]:
    """Return the area of every line of words below a step."""
    printed = [part for part in svg.iter(f"{SVG}text") if part.attrib["class"] == "stage-print"]
    return [area for area in texts(svg) if area.name in {part.text for part in printed}]


def is_arrow(part: ElementTree.Element) -> bool:
    """Say whether an element is the shaft of an arrow, and not that of the legend."""
    kind = part.attrib.get("class") in ("stage-wake", "stage-cancel")
    return kind and "data-step" in part.attrib


def is_rule_of_legend(line: ElementTree.Element) -> bool:
    """Say whether a line is the one above the legend."""
    return line.attrib["class"] == "stage-rule" and line.attrib["y1"] == line.attrib["y2"]


def area_of_arrow(line: ElementTree.Element) -> Area:
    x, ends = number(line, "x1"), sorted((number(line, "y1"), number(line, "y2")))
    return Area("arrow", x, ends[0], x + 1, ends[1])


def check_picture(recording: Recording) -> ElementTree.Element:
    svg = ElementTree.fromstring(draw_file(recording, prefix="p"))
    words, steps = texts(svg), boxes(svg)
    width, height = number(svg, "width"), number(svg, "height")
    (rule,) = [line for line in svg.iter(f"{SVG}line") if is_rule_of_legend(line)]
    bottom = number(rule, "y1")
    for one in words:
        assert one.left >= 0, one
        assert one.right <= width, one
        assert one.top >= 0, one
        assert one.bottom <= height, one
    for one, other in [*combinations(words, 2), *combinations(steps, 2)]:
        assert not one.meets(other), (one, other)
    for one in words:
        assert not any(one.meets(step) for step in steps), one
    shafts = [area_of_arrow(line) for line in svg.iter(f"{SVG}line") if is_arrow(line)]
    for one in notes(svg):
        assert not any(one.meets(shaft) for shaft in shafts), one
    for fold in lay_out(recording).folds:
        left, right = (SIDE + x * CELL for x in (fold.x, fold.x + fold.width))
        hidden = Area(fold.text, left, 0, right, height)
        assert [one.name for one in words if one.meets(hidden) and one.top < bottom] == [fold.text]
    drawn = list(svg.iter())
    plates = [at for at, part in enumerate(drawn) if "stage-plate" in part.attrib.values()]
    if plates and shafts and not lay_out(recording).folds:
        assert max(plates) < min(at for at, part in enumerate(drawn) if is_arrow(part))
    for element in svg.iter():
        assert element.attrib.get("id", "p-").startswith("p-")
        assert re.findall(r"url\(#(?!p-)", str(element.attrib)) == []
    return svg


@pytest.mark.parametrize("name", ON_STAGE)
def test_every_snippet_draws(name: str) -> None:
    recording = record(snippet(name))
    svg = check_picture(recording)
    laid_out = lay_out(recording)
    drawn = {int(area.name) for area in boxes(svg)}
    if not laid_out.folds and not any(lane.fold for lane in laid_out.lanes):
        assert drawn == set(range(len(recording.steps)))
        lanes = {
            int(group.attrib["data-task"]) for group in svg.iter() if "data-task" in group.attrib
        }
        assert lanes == set(range(len(recording.tasks)))
        shown = [one.name for one in texts(svg)]
        for wait in recording.waits_for_ever():
            label = recording.label_at_end(wait)
            assert {f"{label} · waits for ever", label} & set(shown)
            assert any(words.endswith("waits for ever") for words in shown)
    assert svg.findtext(f"{SVG}title") == f"Timeline of {recording.program}"
    assert svg.findtext(f"{SVG}desc") == describe_recording(recording)
    text = draw_text(recording)
    assert all(lane.label in text for lane in laid_out.lanes)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ACTIONS, min_size=1, max_size=6), min_size=1, max_size=3))
def test_any_small_program_draws(bodies: list[list[str]]) -> None:
    recording = record(small_program(bodies))
    svg = check_picture(recording)
    assert len(boxes(svg)) == len(recording.steps)
    assert draw_text(recording, drawn=False).isascii()


def test_prints_stand_at_their_step() -> None:
    svg = check_picture(record(snippet("lock/exclusive")))
    step = {area.name: area for area in boxes(svg)}
    word = {area.name: area for area in texts(svg)}
    for text, index in {"Ada: page 1": "1", "Ada: page 2": "3", "Ben: page 2": "5"}.items():
        assert 0 <= word[text].left - step[index].right < CELL
        assert 0 <= word[text].top - step[index].bottom < SIZE


def test_the_clock_stands_above_the_columns() -> None:
    svg = check_picture(record(snippet("lock/exclusive")))
    step = {area.name: area for area in boxes(svg)}
    clock = {area.name: area for area in texts(svg) if area.name.endswith(" s")}
    first = {"0 s": "0", "0.1 s": "3", "0.2 s": "5"}
    assert {time: clock[time].left for time in first} == {
        time: step[index].left for time, index in first.items()
    }


def test_who_waits_is_hatched_and_says_for_what() -> None:
    recording = record(snippet("lock/exclusive"))
    svg = check_picture(recording)
    (wait,) = [index for index, wait in enumerate(recording.waits) if wait.kind == "lock"]
    (bar,) = [rect for rect in svg.iter() if rect.attrib.get("data-wait") == str(wait)]
    assert bar.attrib["fill"] == "url(#p-hatch)"
    inside = area(bar, "")
    assert any(inside.meets(word) for word in texts(svg) if word.name == "lock")
    sleeps = {index for index, wait in enumerate(recording.waits) if wait.kind == "sleep"}
    lines = {line.attrib.get("data-wait"): line for line in svg.iter(f"{SVG}line")}
    assert all(lines[str(index)].attrib["class"] == "stage-answer" for index in sleeps)


def test_an_arrow_goes_from_the_waker_to_the_woken() -> None:
    laid_out = lay_out(record(snippet("lock/exclusive")))
    lanes = [lane.label for lane in laid_out.lanes]
    arrows = [(lanes[arrow.start], lanes[arrow.end]) for arrow in laid_out.arrows]
    assert sorted(arrows) == [("Ada", "Ben"), ("Ben", "main")]


def test_a_wake_up_and_a_cancellation_are_both_drawn() -> None:
    for name, task in {"event/cancelled_waiter": "Ben", "condition/lost_wakeup": "Ada"}.items():
        recording = record(snippet(name))
        laid_out = lay_out(recording)
        lane = [lane.label for lane in laid_out.lanes].index(task)
        arrows = {(arrow.cancels, arrow.x) for arrow in laid_out.arrows if arrow.end == lane}
        assert {cancels for cancels, _ in arrows} == {True, False}
        assert len({x for _, x in arrows}) == 2
        classes = [part.attrib["class"] for part in check_picture(recording).iter(f"{SVG}line")]
        assert {"stage-wake", "stage-cancel"} <= set(classes)


def test_a_thread_that_wakes_has_an_arrow() -> None:
    laid_out = lay_out(record(snippet("event/set_in_thread")))
    lanes = [lane.label for lane in laid_out.lanes]
    arrows = [(lanes[arrow.start], lanes[arrow.end]) for arrow in laid_out.arrows]
    assert arrows == [("thread", "guest")]


@pytest.mark.parametrize("name", ["lock/twice_fixed", "semaphore/handed_over"])
def test_what_one_holds_at_a_time_is_never_drawn_twice_at_a_time(name: str) -> None:
    held = lay_out(record(snippet(name))).held
    assert len(held) > 1
    assert {bar.row for bar in held} == {0}
    for one, other in combinations(held, 2):
        assert one.x + one.width <= other.x or other.x + other.width <= one.x


def test_a_turn_is_no_answer() -> None:
    recording = record(program("await asyncio.sleep(0)"))
    (bar,) = lay_out(recording).bars
    assert (bar.style, bar.word) == ("ready", "lets others run")
    svg = check_picture(recording)
    assert "waits for an answer" not in [area.name for area in texts(svg)]


def test_long_prints_are_broken_and_not_cut() -> None:
    laid_out = lay_out(record(snippet("barrier/half_done_fixed")))
    said = " ".join(note.text.strip() for note in laid_out.notes)
    assert "Ann eats with 2 of 2 plates laid" in said
    assert "…" not in said


def test_a_broken_line_is_indented() -> None:
    assert wrap("come in and go", 8) == ["come in", " and go"]
    assert evenly("one two three four", 17) == ["one two", " three four"]
    assert evenly("one two three four", 18) == ["one two three four"]
    assert narrowest("x" * 50) == LONGEST_NOTE
    assert wrap("x" * 50, 10) == ["x" * 9 + "…"]


@pytest.mark.parametrize("name", ON_STAGE)
def test_a_usual_picture_fits_a_page(name: str) -> None:
    recording = record(snippet(name))
    if len(recording.tasks) <= 4 and len(recording.steps) <= 10:
        assert number(check_picture(recording), "width") <= 660


def test_a_wide_picture_says_the_same_with_fewer_words() -> None:
    recording = record(snippet("semaphore/hold_and_wait"))
    words = [area.name for area in texts(check_picture(recording))]
    in_legend = 1
    assert words.count("waits for ever") == len(recording.waits_for_ever()) + in_legend
    assert words.count("0.2 s") - 1 == len(
        [wait for wait in recording.waits if wait.label == "sleep 0.2 s"]
    )


def test_a_deadlock_never_closes() -> None:
    svg = check_picture(record(snippet("lock/opposite_orders")))
    bars = [path for path in svg.iter(f"{SVG}path") if "data-wait" in path.attrib]
    assert len(bars) == 3
    assert {bar.attrib["class"] for bar in bars} == {"stage-error-edge"}
    assert not any("z" in bar.attrib["d"].lower() for bar in bars)


def test_many_tasks_fold() -> None:
    recording = record(program(MANY_BODY, MANY))
    svg = check_picture(recording)
    assert "… 32 tasks alike …" in [area.name for area in texts(svg)]
    assert number(svg, "height") < 900
    assert "… 32 tasks alike …" in draw_text(recording)


def test_a_long_run_folds_in_the_middle() -> None:
    recording = record(program(LONG_BODY))
    svg = check_picture(recording)
    assert "… 61 steps, 61 printed lines …" in [area.name for area in texts(svg)]
    assert len(boxes(svg)) == 40
    assert "… 61 steps, 61 printed lines …" in draw_text(recording)
    assert "… 41 steps, 41 printed lines …" in describe_recording(recording).splitlines()


def test_a_line_in_the_middle_of_a_long_run_is_not_folded() -> None:
    recording = record(
        program(
            "for n in range(200):\n"
            "    await asyncio.sleep(1)\n"
            "    if n == 100:\n"
            "        print('ALARM')"
        )
    )
    words = [area.name for area in texts(check_picture(recording))]
    assert "ALARM" in words
    assert [word for word in words if "…" in word] == ["… 81 steps alike …", "… 89 steps alike …"]
    assert "ALARM" in draw_text(recording)
    assert (
        "At 101 s: main prints “ALARM” and sleeps 1 s."
        in describe_recording(recording).splitlines()
    )


def test_the_rarest_of_many_lines_are_not_folded() -> None:
    recording = record(program(f"{LONG_BODY}\n    print('ALARM') if n == 60 else None"))
    assert "ALARM" in [area.name for area in texts(check_picture(recording))]


def test_the_end_of_a_task_in_a_long_run_is_not_folded() -> None:
    body = "await asyncio.gather(tick('Ann', 250, 1), tick('Ben', 250, 1.5))"
    recording = record(program(body, TICK))
    check_picture(recording)
    laid_out = lay_out(recording)
    shown = {box.step for box in laid_out.boxes}
    last = {step.task: index for index, step in enumerate(recording.steps)}
    assert set(last.values()) <= shown
    assert {line.step for line in recording.prints} <= shown
    assert "Ann is done." in describe_recording(recording)
    for bar in laid_out.bars:
        wait = None if bar.wait is None else recording.waits[bar.wait]
        assert bar.word or wait is None or not {wait.begin, wait.end} & shown


def test_steps_that_wait_for_something_else_are_not_alike() -> None:
    recording = record(program("for n in range(50):\n    await asyncio.sleep(n)"))
    assert [fold.text for fold in lay_out(recording).folds] == ["… 21 more steps …"]
    recording = record(program("for n in range(50):\n    await asyncio.sleep(1)"))
    assert [fold.text for fold in lay_out(recording).folds] == ["… 21 steps alike …"]


def test_no_word_is_hidden_by_a_fold() -> None:
    recording = record(
        program(
            "lock = asyncio.Lock()\n"
            "for n in range(100):\n"
            "    await lock.acquire() if n == 19 else None\n"
            "    await asyncio.sleep(1)"
        )
    )
    words = [area for area in texts(check_picture(recording)) if area.name == "holds lock"]
    (fold,) = lay_out(recording).folds
    assert [word.left > fold.x * CELL for word in words] == [True]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(ACTIONS, min_size=1, max_size=12), min_size=1, max_size=3),
    st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(1, 3)),
)
def test_a_fold_says_what_it_leaves_out(
    bodies: list[list[str]], most: tuple[int, int, int]
) -> None:
    recording = record(small_program(bodies))
    with pytest.MonkeyPatch.context() as less:
        for name, columns in zip(("FIRST", "NOTABLE", "LAST"), most, strict=True):
            less.setattr(timeline_scene, f"{name}_COLUMNS", columns)
        check_picture(recording)
        laid_out = lay_out(recording)
    shown = {box.step for box in laid_out.boxes}
    counted = sum(
        int(found[1]) for f in laid_out.folds if (found := re.search(r"(\d+) printed line", f.text))
    )
    assert counted == sum(line.step not in shown for line in recording.prints)
    folded = [int(found[0]) for f in laid_out.folds if (found := re.search(r"\d+", f.text))]
    assert min(folded, default=3) >= 3
    assert sum(folded) == len(recording.steps) - len(shown)


def test_tasks_that_wait_for_something_else_are_not_alike() -> None:
    several = MANY.replace("sleep(1)", "sleep(1 + n % 3)")
    recording = record(program(MANY_BODY, several))
    words = [area.name for area in texts(check_picture(recording))]
    assert "… 32 more tasks …" in words
    assert "32 printed lines" in words
    assert "32 printed lines" in draw_text(recording)


def test_a_folded_task_wakes_those_that_are_shown() -> None:
    laid_out = lay_out(record(program(MANY_BODY, MANY)))
    fold = next(at for at, lane in enumerate(laid_out.lanes) if lane.fold)
    woken = {laid_out.lanes[arrow.end].label for arrow in laid_out.arrows if arrow.start == fold}
    assert {"worker 39", "worker 40"} <= woken
    steps = {arrow.step for arrow in laid_out.arrows if arrow.start == fold}
    assert steps == {box.step for box in laid_out.boxes if box.lane == fold}


def test_a_task_that_fails_among_many_has_its_lane() -> None:
    fails = MANY.replace("        print", "        1 / (n - 20)\n        print")
    recording = record(program(MANY_BODY.replace(")))", ")), return_exceptions=True)"), fails))
    lanes = [lane.label for lane in lay_out(recording).lanes]
    assert lanes[7:11] == ["… 14 tasks alike …", "worker 21", "… 17 tasks alike …", "worker 39"]
    assert "ZeroDivisionError" in [area.name for area in texts(check_picture(recording))]


def test_a_lock_taken_often_in_one_step_is_drawn_once() -> None:
    recording = record(
        program("lock = asyncio.Lock()\nfor _ in range(100):\n    async with lock:\n        pass")
    )
    assert len(recording.holds) == 100
    assert len(lay_out(recording).held) == 1
    assert "takes the lock and gives back the lock 100 times" in describe_recording(recording)


def test_odd_words_keep_their_place() -> None:
    recording = record(
        program("print('東京 ' * 30)\nprint('<&\"\\x07\\x1b[31m')\nprint('e\\u0301' * 60)\nprint()")
    )
    check_picture(recording)
    assert "\x1b" not in draw_text(recording)


def test_odd_names_make_no_malformed_picture() -> None:
    odd = "'a\\x1b[31m\\n\\x00\\x07<\\ud800\\ufffe'"
    recording = record(
        program(
            f"locks = {{{odd}: asyncio.Lock(), 'b': asyncio.Lock()}}\n"
            "for lock in locks.values():\n"
            "    await lock.acquire()\n"
            f"await asyncio.create_task(asyncio.sleep(1), name={odd})\n"
            f"print({odd}.replace(chr(0xD800), ''), end='')"
        )
    )
    svg = check_picture(recording)
    for words in [*svg.itertext(), draw_text(recording), describe_recording(recording)]:
        assert all(char.isprintable() or char == "\n" for char in words)
    assert "starts a [31m   <" in describe_recording(recording)
    assert [line.split(":")[0] for line in describe_recording(recording).splitlines()] == [
        "At 0 s",
        "At 1 s",
        "The program is done at 1 s.",
    ]


def test_a_legend_fits_a_terminal() -> None:
    text = draw_text(record(snippet("semaphore/hold_and_wait_fixed")))
    legend = text.split("\n\n")[-1].splitlines()
    assert len(legend) == 2
    assert all(cells(line) <= 80 for line in legend)


def test_embedded_pictures_are_styled_by_their_page() -> None:
    recording = record(snippet("lock/exclusive"))
    assert "<style" not in draw_timeline(recording, prefix="a").markup
    assert "prefers-color-scheme" in draw_file(recording, prefix="a")
    assert style_sheet() in draw_file(recording, prefix="a")


def test_a_file_has_its_legend_in_it() -> None:
    recording = record(snippet("lock/cancelled_waiter"))
    svg = check_picture(recording)
    legend = [part.text for part in svg.iter(f"{SVG}text") if part.get("class") == "stage-key"]
    signs = draw_timeline(recording, prefix="a").signs
    assert legend == [SIGNS[sign] for sign in signs]
    assert {"is cancelled", "cancels", "holds it"} < set(legend)


def test_nothing_is_red_that_only_is_cancelled() -> None:
    red = {"stage-bad", "stage-news", "stage-error-edge", "stage-wrong"}
    harmless = draw_timeline(record(snippet("lock/cancelled_waiter")), prefix="a").markup
    assert not red & set(re.findall(r"stage-[\w-]+", harmless))
    sheet = style_sheet()
    for name in ("stage-struck", "stage-stop", "stage-cancel", "stage-cancel-head"):
        assert "--stage-wrong" not in re.findall(rf"\.{name} \{{[^}}]*\}}", sheet)[0]


def test_colours_are_custom_properties() -> None:
    picture = draw_timeline(record(snippet("lock/opposite_orders")), prefix="a").markup
    assert not re.search(r"#[0-9a-f]{3,8}\b(?!-)|rgb|style=", picture)
    classes = set(re.findall(r'class="([\w -]+)"', picture))
    styled = set(re.findall(r"\.(stage-[\w-]+)", style_sheet()))
    plain = {"stage-word", "stage-print", "stage-hold-word", "stage-value-word"}
    assert {name for names in classes for name in names.split()} <= styled | plain


def test_each_scheme_has_each_colour() -> None:
    schemes = re.findall(r"\{((?:\s*--stage-[^;]+;)+)\s*\}", style_sheet())
    light, dark, of_the_reader = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", scheme)) for scheme in schemes
    )
    assert dark == of_the_reader
    assert light.keys() == dark.keys() == set(re.findall(r"var\((--stage-\w+)\)", style_sheet()))
    rules = re.sub(r"--stage-[^;]+;|/\*.*?\*/", "", style_sheet(), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-f]{3}|rgb|--(?!stage)", rules)


@pytest.mark.parametrize("word", ["x", "ab cd ", "東", "e\u0301"])
def test_a_long_line_is_no_more_work_than_a_short_one(word: str) -> None:
    """A line of 99,000 characters is cut before it is lettered."""
    lengths = [n // len(word) for n in (990, 9_900, 99_000)]
    pictures = [record(program(f"print({word!r} * {n})")) for n in lengths]
    first, *longer = [effort(drawn, picture) for picture in pictures]
    assert max(longer) <= first


@pytest.mark.parametrize(
    ("body", "before"),
    [
        ("await asyncio.gather(*(asyncio.sleep(1) for _ in range({})))", ""),
        (MANY_BODY.replace("40", "{}"), MANY),
        (MANY_BODY.replace("40", "{}").replace("(2)", "(0)"), MANY),
        ("for n in range({}):\n    await asyncio.sleep(1)\n    print('tick', n)", ""),
        (f"{LOCK}\nfor _ in range({{}}):\n    async with lock:\n        pass", ""),
        (f"{LOCK}\nfor _ in range({{}}):\n    async with lock:\n        {WAIT}", ""),
    ],
    ids=["gather", "semaphore", "deadlock", "ticks", "one step", "lock"],
)
def test_work_grows_no_faster_than_the_run(body: str, before: str) -> None:
    half, whole = (
        effort(drawn, picture)
        for picture in [record(program(body.format(n), before)) for n in (500, 1000)]
    )
    assert whole <= 2.1 * half


def test_thousands_of_tasks_are_drawn() -> None:
    recording = record(program(MANY_BODY.replace("40", "5000"), MANY))
    svg = check_picture(recording)
    assert "… 4992 tasks alike …" in [area.name for area in texts(svg)]


def drawn(recording: Recording) -> str:
    """Draw a recording in all ways."""
    return draw_timeline(recording, prefix="p").markup + draw_text(recording)


def test_wide_characters_have_room() -> None:
    recording = record(
        program(
            "lock = asyncio.Lock()\nawait asyncio.gather(w('東京', lock), w('大阪', lock))",
            "async def w(name, lock):\n    asyncio.current_task().set_name(name)\n"
            "    async with lock:\n        await asyncio.sleep(1)\n"
            "        print('これは日本語の文です')\n",
        )
    )
    svg = check_picture(recording)
    plates = [area(rect, "") for rect in svg.iter(f"{SVG}rect") if "plate" in rect.attrib["class"]]
    japanese = [one for one in texts(svg) if "日本語" in one.name]
    assert len(japanese) == 2
    for one in japanese:
        assert any(
            plate.left <= one.left and one.right <= plate.right and plate.meets(one)
            for plate in plates
        )


def test_a_text_is_cut_with_a_sign() -> None:
    assert short("four", 4) == "four"
    assert short("fives", 4) == "fiv…"
    assert cells(short("東京東京", 5)) <= 5
    assert TYPED.step.isascii()


@pytest.mark.parametrize("name", ["drawn/exclusive", "barrier/phases"])
def test_in_a_terminal_an_arrow_points_to_the_task_that_it_wakes(name: str) -> None:
    recording = drawing.recorded(name)
    picture = draw_text(recording).rpartition("\n\n")[0]
    arrows = lay_out(recording).arrows
    assert picture.count("▼") == sum(arrow.end > arrow.start for arrow in arrows)
    assert picture.count("▲") == sum(arrow.end < arrow.start for arrow in arrows)
    assert "▲" in picture
