"""Reads a recording told in words, and says what in it does not agree with the recording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from import_asyncio.recording import Act, Recording, Wait
from pictures.folds import about_steps, first_number
from pictures.svg import plain

AND = "(?:, | and )"
MANY = r"(?:.* \d+ times.*|.*does \d+ things more.*)"
OUTSIDE = {"callback": "A callback", "thread": "A thread", "module": "The module"}
CAUSES = {
    "cancel": "is cancelled",
    "timeout": "is cancelled by its timeout",
    "task group": "is cancelled by its task group",
    "end of run": "is cancelled at the end of the run",
}
MOST_NAMES, MOST_CLAUSES, FEWEST_REPEATS = 6, 16, 3


def complaints_about_words(title: str, told: str, recording: Recording) -> Iterator[str]:
    """Yield what is wrong with the title of a recording and with what is told of it."""
    if plain(title) != plain(f"Timeline of {recording.program}"):
        yield f"the title is {title}"
    *lines, last = [plain(line) for line in told.split("\n")]
    words = _Words(recording)
    at = 0
    folds: list[tuple[list[int], str]] = []
    for line in lines:
        if line.startswith("…"):
            count = min(first_number(line), len(recording.steps) - at)
            folds.append((list(range(at, at + count)), line))
            at += count
            continue
        count = words.steps_told(line, at)
        if not count:
            yield f"told is {line!r}, and it is {words.line(at)!r}"
            return
        at += count
    if at != len(recording.steps):
        yield f"{len(recording.steps) - at} steps are not told"
    shown = set(range(len(recording.steps))).difference(*(run for run, _ in folds))
    for run, said in folds:
        yield from about_steps(recording, run, shown, said)
    if not re.fullmatch(words.outcome(), last):
        yield f"told is {last!r}, and it is {words.outcome()!r}"


class _Words:
    """Patterns for what may be told of the steps of a recording."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.acts: dict[int, list[Act]] = defaultdict(list)
        self.late: dict[int, list[Act]] = defaultdict(list)
        self.holding: dict[int, list[int]] = {}
        self.at_end: dict[int, list[int]] = defaultdict(list)
        self.values: dict[int, list[str]] = defaultdict(list)
        self._values()
        over: set[int] = set()
        for act in recording.acts:
            if act.verb == "wakes":
                begin = recording.waits[act.what].begin
                if act.step in over or begin > act.step:
                    self.late[max(act.step, begin)].append(act)
                    continue
            self.acts[act.step].append(act)
            if act.verb == "takes":
                hold = recording.holds[act.what]
                self.at_end[hold.primitive].append(hold.task)
            elif act.verb == "gives back":
                hold = recording.holds[act.what]
                self.at_end[hold.primitive].remove(hold.task)
            elif act.verb == "waits":
                over.add(act.step)
                primitive = recording.waits[act.what].primitive
                held = [] if primitive is None else self.at_end[primitive]
                self.holding[act.what] = list(dict.fromkeys(held))

    def _values(self) -> None:
        """Note what is told of values: what each expression is after a step that changes it."""
        steps = self.recording.steps
        within = {index: index for index in range(len(steps))}
        for index in reversed(within):
            outer = steps[index].within
            if outer is not None:
                within[outer] = max(within[outer], within[index])
        by_end = sorted(within, key=lambda index: (within[index], -index))
        for track in self.recording.tracks:
            before = ""
            for index in by_end:
                if track.values[index] not in ("", before):
                    said = f"{track.expression} is now {track.values[index]}."
                    self.values[index].append(_pattern(said))
                before = track.values[index]

    def steps_told(self, line: str, first: int) -> int:
        """Return how many steps a line tells, from the first of them on; 0 if it is wrong."""
        found = re.match(r"At (\S+) s: ", line)
        if not found or first >= len(self.recording.steps):
            return 0
        time = self.recording.steps[first].time
        if abs(float(found[1]) - time) > 1e-6 + 1e-14 * time:
            return 0
        places, told = {found.end()}, 0
        for index, step in enumerate(self.recording.steps[first:], start=first):
            places = {end for place in places for end in self._ends(index, line, place)}
            if step.time != time or not places:
                break
            if len(line) + 1 in places:
                told = index - first + 1
        return told

    def _ends(self, index: int, line: str, place: int) -> Iterator[int]:
        """Yield where in a line what is told of a step may end, if it begins at a place."""
        sentences = self._sentences(index)
        if found := re.compile(sentences).match(line, place):
            yield found.end() + 1
        if MANY in sentences:
            for full_stop in re.finditer(r"\.(?= |$)", line[place:]):
                if re.fullmatch(sentences, line[place : place + full_stop.end()]):
                    yield place + full_stop.end() + 1

    def line(self, first: int) -> str:
        """Return the pattern for a step, for those who read a complaint."""
        return self._sentences(first) if first < len(self.recording.steps) else "nothing"

    def _sentences(self, index: int) -> str:
        late = []
        for act in self.late[index]:
            woken = self._name(self.recording.waits[act.what].task)
            subject = self._subject(act.step)
            if self.recording.steps[act.step].task is None:
                subject = subject.lower()
            late.append(rf"{woken} is woken by {subject}\.")
        sentence = rf"{self._subject(index)} {self._clauses(index)}\."
        return " ".join([sentence, *late, *self.values[index]])

    def _subject(self, index: int) -> str:
        step = self.recording.steps[index]
        return OUTSIDE[step.place] if step.task is None else self._name(step.task)

    def _name(self, task: int) -> str:
        return _pattern(self.recording.tasks[task].label)

    def _clauses(self, index: int) -> str:
        step = self.recording.steps[index]
        clauses: list[str] = []
        if step.struck is not None:
            clauses.append(CAUSES[self.recording.cancellations[step.struck].cause])
        for verb, group in groupby(self.acts[index], key=lambda act: act.verb):
            acts = list(group)
            if verb in ("takes", "gives back"):
                clauses += [self._passes(act) for act in acts]
            elif verb == "waits":
                clauses.append(self._waits(acts[0].what, at_end=False))
            elif verb == "ends":
                end = self.recording.tasks[acts[0].what].end
                words = {"done": "is done", "cancelled": "ends, cancelled"}
                clauses.append(words.get(end, f"ends in {end}"))
            else:
                clauses.append(f"{verb} {_names([self._object(act) for act in acts])}")
        if len(clauses) > MOST_CLAUSES or _repeats(clauses):
            return MANY
        return AND.join(clauses) or "runs"

    def _passes(self, act: Act) -> str:
        hold = self.recording.holds[act.what]
        label = _pattern(self.recording.primitives[hold.primitive].label)
        if act.verb == "takes" and hold.task != self.recording.steps[act.step].task:
            return f"hands the {label} to {self._name(hold.task)}"
        return f"{act.verb} the {label}"

    def _object(self, act: Act) -> str:
        if act.verb == "prints":
            return _pattern(f"“{self.recording.prints[act.what].text}”")
        task = act.what
        if act.verb == "cancels":
            task = self.recording.cancellations[act.what].task
        elif act.verb == "wakes":
            task = self.recording.waits[act.what].task
        return self._name(task)

    def _waits(self, index: int, *, at_end: bool) -> str:
        wait = self.recording.waits[index]
        label = _pattern(wait.label)
        match wait.kind:
            case "sleep":
                return label.replace("sleep", "sleeps", 1)
            case "turn":
                return label
            case "thread" | "future":
                return f"waits for a {label}"
            case "task" | "tasks":
                tasks = [t for t in wait.tasks if not (at_end and self.recording.tasks[t].end)]
                return f"waits for {_names([self._name(task) for task in tasks]) or label}"
        held = self.holding[index]
        if at_end and wait.primitive is not None:
            held = list(dict.fromkeys(self.at_end[wait.primitive]))
        names = _names([self._name(task) for task in held])
        which = f", which {names} hold{'s' if len(held) == 1 else ''}" if held else ""
        return f"waits for the {label}{which}"

    def outcome(self) -> str:
        """Return the pattern for the last line."""
        time = re.escape(f"{round(self.recording.seconds, 6):.15g} s")
        if self.recording.ending == "deadlock":
            waits = "; ".join(map(self._for_ever, self._left()))
            return rf"Deadlock at {time}, each waits for ever: {waits}\."
        how = f"ends in {self.recording.ending}" if self.recording.ending else "is done"
        return rf"The program {how} at {time}\."

    def _left(self) -> list[int]:
        return [i for i, wait in enumerate(self.recording.waits) if wait.end is None]

    def _for_ever(self, index: int) -> str:
        wait: Wait = self.recording.waits[index]
        return f"{self._name(wait.task)} {self._waits(index, at_end=True)}"


def _pattern(text: str) -> str:
    """Return the pattern for a text, which may end in what is not shown."""
    return re.escape(plain(text)) + ("" if plain(text[-1:]) else " ?")


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        names = [*names[:3], f"{len(names) - 3} more"]
    return AND.join(names)


def _repeats(clauses: Sequence[str]) -> bool:
    """Say whether one clause, or two by turns, come again and again."""
    return any(
        list(clauses[at : at + width]) * FEWEST_REPEATS
        == list(clauses[at : at + width * FEWEST_REPEATS])
        for width in (1, 2)
        for at in range(len(clauses) - width * FEWEST_REPEATS + 1)
    )
