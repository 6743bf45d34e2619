"""Reads a timeline back and says what in it does not agree with its recording.

What must be there follows from what ``import_asyncio.recording`` says of a recording, and from
the meaning of the signs: a box is a step in the lane of its task, a bar between two boxes a wait,
dots are a task that is ready, a bar above a lane is what it holds, an arrow goes from a step to
the lane of the task that it wakes or cancels, and words below a step are what it prints.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from xml.etree import ElementTree

from import_asyncio.recording import Act, Hold, Recording, Track, Wait
from pictures import folds, legend
from pictures.svg import CELL, SVG, Shape, cells, cut_from, plain, points, shapes
from pictures.words import complaints_about_words

NEAR = 1.5 * CELL
LONGEST_UNCUT = 30
HOLDS_AT_ONCE = 3
FOR_EVER = "waits for ever"
SIGNS = {
    legend.STRUCK: "stage-struck",
    legend.BAD: "stage-bad",
    legend.BLOCKED: "stage-edge",
    legend.EVER: "stage-error-edge",
    legend.ANSWER: "stage-answer",
    legend.READY: "stage-ready",
    legend.HOLD: "stage-held",
    legend.WAKE: "stage-wake",
    legend.CANCEL: "stage-cancel",
    legend.CLOCK: "stage-tick",
    legend.VALUE: "stage-value",
}
LONGEST_VALUE = 14
STROKES = {"": [], "struck": [2], "bad": [4]}
STYLES = {"sleep": "stage-answer", "thread": "stage-answer", "task": "stage-others"}
STYLES |= {"tasks": "stage-others", "turn": "stage-ready"}


def complaints(svg: str, recording: Recording, signs: set[str] | None = None) -> list[str]:
    """Return what is wrong with the picture of a recording, in words; nothing if it is true.

    It has its legend beside it, or else the words of its signs are added to ``signs``.
    """
    timeline = Timeline(svg, recording)
    found = list(timeline.complaints())
    if signs is None:
        found += legend.complaints_about_legend(timeline.root, timeline.signs())
    else:
        signs |= timeline.signs()
    return found


@dataclass(frozen=True)
class Lane:
    """One row: the task of it, the place outside of tasks, or the tasks that are folded into it."""

    label: str
    call: str
    y: float
    task: int | None = None
    folded: tuple[int, ...] = ()


@dataclass(frozen=True)
class Span:
    """The room from left to right in which something must begin or end."""

    left: float
    right: float

    def __contains__(self, x: float) -> bool:
        return self.left - 1 <= x <= self.right + 1


class Timeline:
    """The picture of one recording: its shapes, sorted by what they are."""

    def __init__(self, svg: str, recording: Recording) -> None:
        self.recording = recording
        self.root = ElementTree.fromstring(svg)
        (self.sheet,) = [div for div in self.root.iter("div") if div.get("class") == "stage-sheet"]
        self.shapes = shapes(self.sheet)
        self.lanes = self._lanes()
        self.lane_of = {lane.task: lane for lane in self.lanes if lane.task is not None}
        self.fold_of = {task: lane for lane in self.lanes for task in lane.folded}
        boxes = [shape for shape in self._named("stage-step") if shape.data("step") is not None]
        self.boxes = {int(shape.attributes["data-step"]): shape for shape in boxes}
        self.drawn_twice = len(boxes) - len(self.boxes)
        self.folds = self._folds()
        self.notes = self._notes()
        self.end = max(
            [shape.right for shape in self._named("stage-error-edge", "stage-held", "stage-step")]
            + [shape.right for shape in self.shapes if shape.data("wait") is not None]
        )

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong."""
        if unknown := sorted(self._of_another()):
            yield f"the picture is of another recording: here is no {', no '.join(unknown)}"
            return
        yield from self._about_lanes()
        yield from self._about_steps()
        yield from self._about_folds()
        yield from self._about_clock()
        yield from self._about_waits()
        yield from self._about_ready()
        yield from self._about_holds()
        yield from self._about_arrows()
        yield from self._about_notes()
        yield from self._about_values()
        yield from self._about_names()
        title, words = (self.sheet.findtext(f".//{SVG}{tag}", "") for tag in ("title", "desc"))
        yield from complaints_about_words(title, words, self.recording)

    def _of_another(self) -> Iterator[str]:
        """Yield what is drawn and not in the recording."""
        known = {
            "task": len(self.recording.tasks),
            "step": len(self.recording.steps),
            "wait": len(self.recording.waits),
        }
        for element in self.sheet.iter():
            for name, count in known.items():
                if int(element.get(f"data-{name}", "-1")) >= count:
                    yield f"{name} {element.get(f'data-{name}')}"

    def _named(self, *names: str) -> list[Shape]:
        return [shape for shape in self.shapes if set(names) & set(shape.names)]

    def _task(self, number: int | None) -> str:
        return "nobody" if number is None else self.recording.tasks[number].label

    # Lanes.

    def _lanes(self) -> list[Lane]:
        lanes: list[Lane] = []
        for group in self.sheet.iter(f"{SVG}g"):
            label, *call = shapes(group)
            task = group.get("data-task")
            number = None if task is None else int(task)
            lanes.append(Lane(label.words, call[0].words if call else "", label.y, number))
        lines = [s for s in self._named("stage-others") if s.data("wait") is None]
        for line in lines:
            below = [s for s in self._named("stage-call") if s.right <= line.left and s.x < line.x]
            label = min(below, key=lambda text: abs(text.y - line.y))
            calls = [s for s in below if 0 < s.y - label.y < 30 and s is not label]
            tasks = [(lane.y, lane.task) for lane in lanes if lane.task is not None]
            above = max((number for y, number in tasks if y < line.y), default=-1)
            after = [number for y, number in tasks if y > line.y]
            folded = range(above + 1, min(after, default=len(self.recording.tasks)))
            lanes.append(
                Lane(label.words, " ".join(s.words for s in calls), line.y, None, tuple(folded))
            )
        return sorted(lanes, key=lambda lane: lane.y)

    def _lane_at(self, y: float) -> Lane:
        return min(self.lanes, key=lambda lane: abs(lane.y - y))

    def _lane_below(self, y: float) -> Lane:
        return min((lane for lane in self.lanes if lane.y > y), key=lambda lane: lane.y)

    def _lane_of_step(self, index: int) -> Lane | None:
        """Return the lane in which a step belongs; none for one of a folded task in silence."""
        step = self.recording.steps[index]
        if step.task is None:
            outside = [lane for lane in self.lanes if lane.task is None and not lane.folded]
            return next((lane for lane in outside if lane.label == step.place), None)
        if step.task in self.lane_of:
            return self.lane_of[step.task]
        acts = [act for act in self.recording.acts if act.step == index]
        return self.fold_of.get(step.task) if any(map(self._reached, acts)) else None

    def _about_lanes(self) -> Iterator[str]:
        shown = [lane.task for lane in self.lanes if lane.task is not None]
        if shown != sorted(shown):
            yield "the lanes are not in the order in which the tasks were created"
        missing = set(range(len(self.recording.tasks))) - set(shown) - self.fold_of.keys()
        yield from (f"{self._task(task)} has no lane" for task in missing)
        for lane in self.lanes:
            if lane.task is not None:
                task = self.recording.tasks[lane.task]
                if not cut_from(lane.label, task.label):
                    yield f"the lane of {task.label} is called {lane.label}"
                if lane.call and not _is_call(lane.call, task.call):
                    yield f"{task.label} is {task.call}, and its lane says {lane.call}"
            elif lane.folded:
                yield from self._about_folded_tasks(lane)
        outside = {lane.label for lane in self.lanes if lane.task is None and not lane.folded}
        places = {step.place for step in self.recording.steps} - {"task"}
        if outside != places:
            yield f"outside of tasks ran {sorted(places)}, drawn is {sorted(outside)}"

    def _about_folded_tasks(self, lane: Lane) -> Iterator[str]:
        tasks = self.recording.tasks
        if folds.first_number(lane.label) != len(lane.folded):
            yield f"{len(lane.folded)} tasks are folded, and the lane says {lane.label}"
        hidden = {i for i, step in enumerate(self.recording.steps) if step.task in lane.folded}
        yield from folds.about_prints(self.recording, hidden, lane.call)
        ends = Counter(tasks[task].end for task in lane.folded)
        if "alike" not in lane.label:
            yield from folds.about_ends(ends, lane.call)
        elif len({self._kind_of_task(task) for task in lane.folded}) > 1:
            yield f"the lane says {lane.label}, and they are not alike"

    def _kind_of_task(self, task: int) -> tuple[object, ...]:
        """Return what a reader sees of a task: its function, what it waits for, and its end."""
        waits = {folds.awaited(wait) for wait in self.recording.waits if wait.task == task}
        entry = self.recording.tasks[task]
        return folds.function(entry.call), frozenset(waits), entry.end

    # Steps.

    def _about_steps(self) -> Iterator[str]:
        if self.drawn_twice:
            yield f"{self.drawn_twice} steps are drawn twice"
        crosses = self._named("stage-cross")
        for index, box in sorted(self.boxes.items()):
            step, lane = self.recording.steps[index], self._lane_of_step(index)
            here = self._lane_at(box.y)
            if lane != here:
                yield f"step {index} of {self._task(step.task)} is in the lane of {here.label}"
            if abs(box.y - here.y) > 2:
                yield f"step {index} is beside its lane"
            if box.data("line") != step.resumes:
                yield f"step {index} begins in line {step.resumes}, drawn is {box.data('line')}"
            fate = self._fate(index)
            marks = [len(points(cross.attributes["d"])) for cross in crosses if box.covers(cross)]
            drawn = {"stage-bad", "stage-struck"} & {*box.names}
            if drawn != ({f"stage-{fate}"} if fate else set()) or marks != STROKES[fate]:
                yield f"step {index} is {fate or 'an ordinary one'}, and is not drawn so"
            outer = self.boxes.get(-1 if step.within is None else step.within)
            if outer is not None and not (outer.left < box.left < box.right < outer.right):
                yield f"step {index} is not within step {step.within}"
        known = sorted(self.boxes.items())
        for (one, before), (other, box) in pairwise(known):
            if not before.left < box.left:
                yield f"step {other} does not stand after step {one}"
        for (one, before), (other, box) in combinations(known, 2):
            if before.right > box.left and one not in self._around(other):
                yield f"step {one} and step {other} run at a time"

    @property
    def _steps(self) -> int:
        return len(self.recording.steps)

    def _around(self, index: int) -> set[int]:
        found: set[int] = set()
        outer = self.recording.steps[index].within
        while outer is not None:
            found.add(outer)
            outer = self.recording.steps[outer].within
        return found

    def _fate(self, index: int) -> str:
        """Say what came of a step: its task ended in an exception, or was cancelled, or neither."""
        acts = self.recording.acts
        ended = [act.what for act in acts if act.verb == "ends" and act.step == index]
        ends = {self.recording.tasks[task].end for task in ended} - {"done"}
        if ends - {"cancelled"}:
            return "bad"
        return "struck" if ends or self.recording.steps[index].struck is not None else ""

    def _before(self, index: int) -> float:
        return max((box.right for i, box in self.boxes.items() if i < index), default=0)

    def _after(self, index: int) -> float:
        return min((box.left for i, box in self.boxes.items() if i > index), default=self.end)

    def _span(self, index: int) -> Span:
        """Return the room in which a step is, or would be."""
        if index in self.boxes:
            box = self.boxes[index]
            return Span(box.left, box.right)
        left, right = self._before(index), self._after(index)
        for fold in self.folds:
            if left <= fold.left and fold.right <= right and self._lane_of_step(index):
                return Span(fold.left, fold.right)
        return Span(left - CELL, right)

    # Folds.

    def _folds(self) -> list[Shape]:
        """Return the words of each fold with the room that it covers."""
        rules = [s for s in self._named("stage-rule") if s.left == s.right]
        texts = [s for s in self._named("stage-call") if s.y < rules[0].top] if rules else []
        found = []
        for text in texts:
            left = max(rule.x for rule in rules if rule.x <= text.left)
            right = min((rule.x for rule in rules if rule.x > text.left), default=left)
            found.append(
                Shape("fold", (), {}, text.words, left, text.top, right, text.bottom),
            )
        return sorted(found, key=lambda fold: fold.left)

    def _about_folds(self) -> Iterator[str]:
        runs: list[list[int]] = []
        before_is_hidden = False
        for index in range(self._steps):
            if index in self.boxes:
                before_is_hidden = False
            elif self._lane_of_step(index) is not None:
                if not before_is_hidden:
                    runs.append([])
                runs[-1].append(index)
                before_is_hidden = True
        if len(runs) != len(self.folds):
            yield f"steps {runs} are not drawn, and {len(self.folds)} folds say so"
            return
        for run, fold in zip(runs, self.folds, strict=True):
            if not self._before(run[0]) <= fold.left < fold.right <= self._after(run[-1]):
                yield f"the fold of step {run[0]} stands elsewhere"
            yield from folds.about_steps(self.recording, run, self.boxes, fold.words)

    # The clock.

    def _about_clock(self) -> Iterator[str]:
        expected: list[tuple[float, float]] = []
        for index, box in sorted(self.boxes.items()):
            time = self.recording.steps[index].time
            if not expected or expected[-1][1] != time:
                expected.append((box.left, time))
        drawn = sorted(self._named("stage-clock"), key=lambda text: text.left)
        if len(drawn) != len(expected):
            yield f"the clock is written {len(drawn)} times, and strikes {len(expected)} times"
            return
        for text, (x, time) in zip(drawn, expected, strict=True):
            if abs(text.left - x) > 1 or not _is_time(text.words, time):
                yield f"the clock says {text.words} at {text.left:g}; it is {time} at {x:g}"

    # Waits.

    def _about_waits(self) -> Iterator[str]:
        bars: dict[int, Shape] = {}
        for shape in self.shapes:
            index = shape.data("wait")
            if index is None:
                continue
            if index in bars:
                yield f"wait {index} is drawn twice"
            else:
                bars[index] = shape
        for index, wait in enumerate(self.recording.waits):
            lane = self.lane_of.get(wait.task)
            if lane is None:
                if index in bars:
                    yield f"a wait of {self._task(wait.task)}, who is folded, is drawn"
                continue
            who = f"the wait of {self._task(wait.task)} for {wait.label}"
            start, stop = self._from(wait), self._until(wait)
            bar = bars.get(index)
            if bar is None:
                if stop.left - start.right > CELL:
                    yield f"{who} is not drawn"
                continue
            yield from self._about_bar(who, wait, lane, bar)
            yield from self._about_word(who, wait, lane, bar)

    def _from(self, wait: Wait) -> Span:
        span = self._span(wait.begin)
        if wait.begin in self.boxes:
            return Span(span.right, span.right + CELL)
        return Span(span.left, span.right + CELL)

    def _until(self, wait: Wait) -> Span:
        """Return where a wait ends: at its waker, before the next step, or not in this picture."""
        if wait.end is None:
            return Span(self.end - 3, self.end)
        if wait.woken_by is not None and wait.woken_by > wait.begin:
            span = self._span(wait.woken_by)
            return Span(
                max(span.left, self._from(wait).left) - 3,
                max(span.right, self._from(wait).right) + 3,
            )
        span = self._span(wait.end)
        if wait.end in self.boxes:
            return Span(span.left - 6, span.left + 3)
        return Span(span.left - 6, span.right + 3)

    def _about_bar(self, who: str, wait: Wait, lane: Lane, bar: Shape) -> Iterator[str]:
        here = self._lane_at(bar.y)
        if here != lane or abs(bar.y - lane.y) > 2:
            yield f"{who} is drawn in the lane of {here.label}"
        if bar.left not in self._from(wait):
            yield f"{who} begins elsewhere, at {bar.left:g}"
        if bar.right not in self._until(wait):
            yield f"{who} ends elsewhere, at {bar.right:g}"
        ever = wait in self.recording.waits_for_ever()
        style = "stage-error-edge" if ever else STYLES.get(wait.kind, "stage-edge")
        if style not in bar.names:
            yield f"{who} is drawn as {' '.join(bar.names)}"
        fill = {"stage-error-edge": "ever", "stage-edge": "hatch"}.get(style)
        if fill and not re.fullmatch(rf"url\(#.*-{fill}\)", bar.attributes.get("fill", "")):
            yield f"{who} is not hatched as it must be"
        if ever:
            pen = points(bar.attributes.get("d", "")) if bar.kind == "path" else []
            is_open = bool(pen) and pen[0][0] == pen[-1][0] == bar.right and pen[0] != pen[-1]
            if not is_open or "z" in bar.attributes["d"].lower():
                yield f"{who} is for ever, and its bar closes"

    def _about_word(self, who: str, wait: Wait, lane: Lane, bar: Shape) -> Iterator[str]:
        end = self.end if wait.end is None else self._span(wait.end).right
        words = [
            text
            for text in self._named("stage-word", "stage-news")
            if abs(text.y - lane.y) < 2 and bar.left - 4 <= text.left and text.right <= end + CELL
        ]
        if len(words) != 1:
            shown = wait.begin in self.boxes or wait.end in self.boxes
            if words or shown:
                yield f"{who} says {[text.words for text in words]}"
            return
        (text,) = words
        ever = wait in self.recording.waits_for_ever()
        if ever != ("stage-news" in text.names):
            yield f"{who} says {text.words} as {' '.join(text.names)}"
        said = text.words
        if ever:
            said = said.removesuffix(f" · {FOR_EVER}")
            below = [n.words for n in self.notes.get(wait.begin, ()) if "stage-news" in n.names]
            if (
                said == text.words
                and not _says(below[-2:], [FOR_EVER])
                and not _says(below[-1:], [FOR_EVER])
            ):
                yield f"{who} does not say that it is for ever"
        label = self.recording.label_at_end(wait) if ever else wait.label
        same = {label, label.removeprefix("sleep "), "next turn" if wait.kind == "turn" else label}
        if not any(cut_from(said, one) for one in same):
            yield f"{who} says {text.words}"

    # Being ready.

    def _about_ready(self) -> Iterator[str]:
        expected: list[tuple[Lane, Span, Span, str]] = []
        for number, task in enumerate(self.recording.tasks):
            first = [i for i, step in enumerate(self.recording.steps) if step.task == number][:1]
            if number in self.lane_of and task.born is not None and first:
                born, begins = self._span(task.born), self._span(first[0])
                start = Span(born.right, born.right) if task.born in self.boxes else born
                stop = Span(begins.left, begins.left) if first[0] in self.boxes else begins
                expected.append((self.lane_of[number], start, stop, task.label))
        for wait in self.recording.waits:
            other = wait.woken_by is not None and wait.woken_by > wait.begin
            if wait.task in self.lane_of and wait.end is not None and other:
                begins = self._span(wait.end)
                stop = Span(begins.left, begins.left) if wait.end in self.boxes else begins
                lane, until = self.lane_of[wait.task], self._until(wait)
                expected.append((lane, until, stop, self._task(wait.task)))
        drawn = [s for s in self._named("stage-ready") if s.data("wait") is None]
        for lane, start, stop, who in expected:
            found = [
                line
                for line in drawn
                if abs(line.y - lane.y) < 2
                and Span(start.left - 2, start.right + NEAR).__contains__(line.left)
                and Span(stop.left - NEAR, stop.right + 2).__contains__(line.right)
            ]
            if found:
                drawn.remove(found[0])
            elif stop.left - start.right > NEAR:
                yield f"{who} is ready from {start.right:g} to {stop.left:g}, and that is not drawn"
        for line in drawn:
            where = f"from {line.left:g} to {line.right:g}"
            yield f"{self._lane_at(line.y).label} is not ready {where}"

    # Holds.

    def _about_holds(self) -> Iterator[str]:
        drawn = self._named("stage-held")
        if len(self._named("stage-hold")) != len(drawn):
            yield "not every hold has its line"
        words: dict[int, list[str]] = defaultdict(list)
        for text in self._named("stage-hold-word"):
            over = [n for n, bar in enumerate(drawn) if bar.covers(text) and bar.left <= text.left]
            over = over or [
                n
                for n, bar in enumerate(drawn)
                if abs(bar.y - text.y) < 4
                and 0 <= text.left - bar.right < CELL
                and bar.right - bar.left < (cells(text.words) + 1) * CELL
            ]
            if len(over) == 1:
                words[over[0]].append(text.words)
            else:
                yield f"{text.words} stands on no hold"
        for one, other in combinations(drawn, 2):
            apart = one.right <= other.left or other.right <= one.left or abs(one.y - other.y) > 4
            if not apart:
                yield "two holds lie on one another"
        holds = self.recording.holds
        fits = {
            index: [n for n, bar in enumerate(drawn) if self._is_hold(bar, words[n], hold)]
            for index, hold in enumerate(holds)
        }
        needed = [index for index, hold in enumerate(holds) if self._must_be_drawn(index, hold)]
        owner = _matched(fits, [*needed, *fits])
        for index in needed:
            if index not in owner.values():
                label = self.recording.primitives[holds[index].primitive].label
                yield f"that {self._task(holds[index].task)} holds {label} is not drawn"
        for number, bar in enumerate(drawn):
            if number not in owner:
                lane = self._lane_below(bar.y).label
                said = ", ".join(words[number]) or "a hold"
                yield f"{lane}: {said} from {bar.left:g} to {bar.right:g} is none"

    def _is_hold(self, bar: Shape, words: Sequence[str], hold: Hold) -> bool:
        lane = self.lane_of.get(hold.task)
        if lane is None or self._lane_below(bar.y) != lane:
            return False
        label = self.recording.primitives[hold.primitive].label
        room = bar.right - bar.left
        if not words and cells(label) * CELL < room and not self._folded(bar):
            return False
        if any(word not in (label, f"holds {label}") for word in words) or len(words) > 1:
            return False
        end = Span(self.end, self.end) if hold.end is None else self._span(hold.end)
        if self._is_one_of_several_in_a_step(hold):
            return bar.left in end and bar.right in end
        if hold.end in self.boxes and not self._given_on(hold):
            end = Span(end.right, end.right)
        begin = self._span(hold.begin)
        if hold.begin in self.boxes and not self._taken_over(hold):
            begin = Span(begin.left, begin.left)
        return bar.left in begin and bar.right in end

    def _is_one_of_several_in_a_step(self, hold: Hold) -> bool:
        within = [
            other
            for other in self.recording.holds
            if (other.task, other.begin, other.end) == (hold.task, hold.begin, hold.begin)
        ]
        return hold.end == hold.begin and len(within) > 1

    def _folded(self, bar: Shape) -> bool:
        return any(bar.left < fold.right and fold.left < bar.right for fold in self.folds)

    def _given_on(self, hold: Hold) -> bool:
        """Say whether in the step in which a hold ends another one begins."""
        return any(other.begin == hold.end for other in self.recording.holds)

    def _taken_over(self, hold: Hold) -> bool:
        return any(other.end == hold.begin for other in self.recording.holds)

    def _must_be_drawn(self, index: int, hold: Hold) -> bool:
        """Say whether a hold must be drawn: not where its lane is full, or nothing of it is seen.

        What a task takes and gives back within a step may be left out where the step shows that
        it holds the same before or after.
        """
        if hold.task not in self.lane_of:
            return False
        mine = [
            other
            for number, other in enumerate(self.recording.holds)
            if other.task == hold.task and number != index
        ]
        same = [other for other in mine if other.primitive == hold.primitive]
        if hold.begin == hold.end and any(hold.begin in (o.begin, o.end) for o in same):
            return False
        never = self._steps
        at_once = sum(
            other.begin <= (never if hold.end is None else hold.end)
            and hold.begin <= (never if other.end is None else other.end)
            for other in mine
        )
        begin = self._span(hold.begin)
        end = Span(self.end, self.end) if hold.end is None else self._span(hold.end)
        lasts = end.left > begin.right
        return at_once < HOLDS_AT_ONCE and (lasts or hold.begin in self.boxes)

    # Arrows.

    def _reached(self, act: Act) -> int | None:
        """Return the task whose lane an act must reach with an arrow."""
        if act.verb == "cancels":
            stop = self.recording.cancellations[act.what]
            return stop.task if stop.struck is not None and stop.task in self.lane_of else None
        if act.verb == "wakes":
            wait = self.recording.waits[act.what]
            return wait.task if wait.begin < act.step and wait.task in self.lane_of else None
        return None

    def _about_arrows(self) -> Iterator[str]:
        expected = Counter(
            {
                (act.step, task, act.verb)
                for act in self.recording.acts
                if (task := self._reached(act)) is not None
                and act.step in self.boxes
                and self._lane_of_step(act.step) != self.lane_of[task]
            }
        )
        drawn: Counter[tuple[int, int, str]] = Counter()
        heads = self._named("stage-head", "stage-cancel-head")
        for shaft in self._named("stage-wake", "stage-cancel"):
            verb, name = "wakes", "stage-head"
            if "stage-cancel" in shaft.names:
                verb, name = "cancels", "stage-cancel-head"
            step = shaft.data("step")
            box = self.boxes.get(-1 if step is None else step)
            start, end = shaft.number("y1"), shaft.number("y2")
            tips = [
                points(head.attributes["d"])[0]
                for head in heads
                if name in head.names and abs(points(head.attributes["d"])[0][0] - shaft.x) < 1
            ]
            tip = min((y for _, y in tips), key=lambda y: abs(y - end), default=None)
            if box is None or step is None or tip is None or abs(tip - end) > 8:
                yield f"an arrow at {shaft.x:g} has no step or no head"
                continue
            if not box.left <= shaft.x <= box.right or not box.top - 1 <= start <= box.bottom + 1:
                yield f"the arrow of step {step} does not begin at its box"
            lane = self._lane_at(tip)
            if lane.task is None or abs(tip - lane.y) > 14 or (tip > end) != (end > start):
                yield f"an arrow of step {step} does not reach a task"
                continue
            drawn[step, lane.task, verb] += 1
        for step, task, verb in expected - drawn:
            yield f"no arrow says that step {step} {verb} {self._task(task)}"
        for step, task, verb in drawn - expected:
            yield f"an arrow says that step {step} {verb} {self._task(task)}"
        if len(heads) != drawn.total():
            yield f"{len(heads)} heads for {drawn.total()} arrows"

    # Words below a step.

    def _notes(self) -> dict[int, list[Shape]]:
        """Return the words below each step, from above, and under -1 those below none."""
        found: dict[int, list[Shape]] = defaultdict(list)
        for text in self._named("stage-print", "stage-news", "stage-stop"):
            lanes = [lane for lane in self.lanes if lane.y < text.y - 5]
            if any(abs(text.y - lane.y) <= 5 for lane in self.lanes) or not lanes:
                continue
            y = lanes[-1].y
            beside = {
                index: box
                for index, box in self.boxes.items()
                if abs(box.y - y) < 2 and 0 <= text.left - box.left < 4 * CELL
            }
            found[max(beside, default=-1)].append(text)
        return {index: sorted(texts, key=lambda text: text.y) for index, texts in found.items()}

    def _about_notes(self) -> Iterator[str]:
        for text in self.notes.get(-1, ()):
            yield f"{text.words} stands below no step"
        for index in self.boxes:
            notes = self.notes.get(index, [])
            yield from self._about_news(index, notes)
            lines = [text.words for text in notes if "stage-print" in text.names]
            printed = [
                line.text
                for line in self.recording.prints
                if line.step == index and plain(line.text)
            ]
            if not _says(lines, printed):
                yield f"step {index} prints {printed}, and below it stands {lines}"

    def _about_news(self, index: int, notes: Sequence[Shape]) -> Iterator[str]:
        step = self.recording.steps[index]
        news = [text.words for text in notes if "stage-news" in text.names]
        stops = [text.words for text in notes if "stage-stop" in text.names]
        expected = []
        if step.struck is not None:
            cause = self.recording.cancellations[step.struck].cause
            expected.append("timeout" if cause == "timeout" else "cancelled")
        if not _says(stops, expected):
            yield f"of step {index} it is news that {expected}, and below it stands {stops}"
        expected = []
        ends = [
            self.recording.tasks[act.what].end
            for act in self.recording.acts
            if act.verb == "ends" and act.step == index
        ]
        expected += [end for end in ends if end not in ("done", "cancelled")]
        ever = [wait for wait in self.recording.waits_for_ever() if wait.begin == index]
        if not _says(news, expected) and not (ever and _says(news, [*expected, FOR_EVER])):
            yield f"of step {index} it is news that {expected}, and below it stands {news}"

    # Values.

    def _about_values(self) -> Iterator[str]:
        """Yield what is wrong with the rows below the lanes, one for each expression."""
        tracks = [track for track in self.recording.tracks if not track.problem]
        below = max((lane.y for lane in self.lanes), default=0)
        drawn = self._named("stage-value")
        labels = sorted(
            (s for s in self._named("stage-call") if s.y > below + 25 and s.x < self._columns),
            key=lambda text: text.y,
        )
        if len(labels) != len(tracks):
            yield f"{len(tracks)} expressions are watched, and {len(labels)} rows have a name"
            return
        for label, track in zip(labels, tracks, strict=True):
            if not _is_name_of(label.words, track.expression):
                yield f"the row of {track.expression} is called {label.words}"
            mine = sorted(
                (s for s in drawn if abs(s.y - label.y) < 4 and s.data("step") is not None),
                key=lambda s: s.left,
            )
            drawn = [s for s in drawn if s not in mine]
            yield from self._about_row(track, mine)
        for value in drawn:
            yield f"a value at {value.left:g} is in no row"

    def _about_row(self, track: Track, drawn: Sequence[Shape]) -> Iterator[str]:
        changes: list[tuple[int, str]] = []
        before = ""
        for index in sorted(self.boxes, key=self._ends_after):
            if track.values[index] != before:
                before = track.values[index]
                changes.append((index, before))
        expected = [
            (index, value, after)
            for (index, value), after in zip(
                changes, [*(i for i, _ in changes[1:]), None][: len(changes)], strict=True
            )
            if value
        ]
        if [s.data("step") for s in drawn] != [index for index, _, _ in expected]:
            yield (
                f"{track.expression} changes in steps {[index for index, _, _ in expected]}, "
                f"drawn are {[s.data('step') for s in drawn]}"
            )
            return
        for shape, (index, value, after) in zip(drawn, expected, strict=True):
            box = self.boxes[index]
            if not box.left - 1 <= shape.left <= box.right + 1:
                yield f"the value after step {index} begins at {shape.left:g}"
            if after is not None and not (
                self.boxes[after].left - 4 <= shape.right <= self.boxes[after].right + 1
            ):
                yield f"the value after step {index} ends at {shape.right:g}"
            words = [t.words for t in self._named("stage-value-word") if shape.covers(t)]
            if len(words) != 1 or not (
                cut_from(words[0], value) and (words[0] == value or cells(value) > LONGEST_VALUE)
            ):
                yield f"{track.expression} is {value} after step {index}, drawn is {words}"

    def _ends_after(self, index: int) -> tuple[int, int]:
        """Return what sorts steps by their end: a step within another ends before it."""
        inside = [i for i in range(self._steps) if index in self._around(i)]
        return max([index, *inside]), -index

    # The names of the lanes, which stay where they are.

    @property
    def _columns(self) -> float:
        """Where the columns begin: at the left edge of what scrolls."""
        return min(float(svg.get("viewBox", "0").split()[0]) for svg in self._figures)

    @property
    def _figures(self) -> list[ElementTree.Element]:
        return [svg for svg in self.sheet if svg.get("role") == "img"]

    def _about_names(self) -> Iterator[str]:
        named = [svg for svg in self.sheet if "stage-names" in svg.get("class", "").split()]
        if len(named) != 1 or len(self._figures) != 1 or len(self.sheet) != 2:
            yield f"{len(named)} parts have the names, and {len(self._figures)} are a picture"
            return
        (names,), (figure,) = named, self._figures
        if names.get("aria-hidden") != "true":
            yield "the names of the lanes are read out twice"
        right, start = float(names.get("width", "0")), float(figure.get("viewBox", "").split()[0])
        if right != start:
            yield f"the names end at {right:g}, and the rest begins at {start:g}"
        for svg in (names, figure):
            box = [float(number) for number in svg.get("viewBox", "").split()]
            if [svg.get("width"), svg.get("height")] != [f"{box[2]:g}", f"{box[3]:g}"]:
                yield f"a part of the picture is scaled: {svg.get('viewBox')}"
        for shape in shapes(names):
            if shape.right > right:
                yield f"{shape.words} is cut off"

    # The legend.

    def signs(self) -> set[str]:
        """Return the words of the signs that are drawn."""
        used = {words for words, name in SIGNS.items() if any(name in s.names for s in self.shapes)}
        others = [s for s in self._named("stage-others") if s.data("wait") is not None]
        plain_steps = [s for s in self._named("stage-step") if s.names == ("stage-step",)]
        used |= {legend.TASKS} if others else set()
        return used | ({legend.STEP} if plain_steps else set())


def _is_call(shown: str, call: str) -> bool:
    """Say whether a call is shown, perhaps without its arguments or the end of its name."""
    if cut_from(shown, call):
        return True
    name = folds.function(call).rpartition(".")[2]
    if not cut_from(shown.partition("(")[0] if "(" in shown else shown, name):
        return False
    return "(" not in shown or shown.endswith(("(…)", "(…", "()"))


def _is_name_of(shown: str, expression: str) -> bool:
    """Say whether a row is called by the last key of an expression, or by all of it."""
    key = re.search(r"\[['\"](\w+)['\"]\]$", expression)
    return cut_from(shown, key[1] if key else expression)


def _is_time(words: str, time: float) -> bool:
    found = re.fullmatch(r"(\S+) s", words)
    return found is not None and abs(float(found[1]) - time) <= 1e-6 + 1e-14 * abs(time)


def _says(lines: Sequence[str], printed: Sequence[str]) -> bool:
    """Say whether lines below a step are what it printed, broken and cut where that is long."""
    if not printed:
        return not lines
    more = re.fullmatch(r"… (\d+) lines more", lines[-1]) if lines else None
    if more and int(more[1]) < len(printed):
        whole = printed[: len(printed) - int(more[1])]
        if _says(lines[:-1], whole):
            return True
    first, *rest = printed
    for count in range(1, len(lines) + 1):
        shown = [plain(line) for line in lines[:count]]
        cut = any(line.endswith("…") for line in shown)
        if cut and plain(first) != " ".join(shown) and cells(first) <= LONGEST_UNCUT:
            continue
        pattern = r"\s*".join(
            rf"{re.escape(line[:-1])}.*" if line.endswith("…") else re.escape(line)
            for line in shown
        )
        if re.fullmatch(pattern, plain(first)) and _says(lines[count:], rest):
            return True
    return False


def _matched(fits: Mapping[int, Sequence[int]], holds: Sequence[int]) -> dict[int, int]:
    """Give each hold a bar of its own that it fits, the first ones first; return those by bar."""
    owner: dict[int, int] = {}

    def give(hold: int, tried: set[int]) -> bool:
        for bar in fits[hold]:
            if bar not in tried:
                tried.add(bar)
                if bar not in owner or give(owner[bar], tried):
                    owner[bar] = hold
                    return True
        return False

    for hold in holds:
        if hold not in owner.values():
            give(hold, set())
    return owner
