"""Whether each guarantee's proof goes wrong with each primitive that lacks it, and no other does.

Programs that start threads themselves run in real time, so nothing is tried with them.
`python -m import_asyncio.guide.trials` prints what is wrong; `--json` prints it as data.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.guide import pages, snippet
from import_asyncio.guide.guarantees import FOLDER, Guarantee, load_all
from import_asyncio.guide.outcomes import outcomes_on
from import_asyncio.guide.snippet import Snippet
from import_asyncio.guide.trial import trial
from import_asyncio.program import Program


@dataclass
class Trials:
    """What trials found: complaints, and the pairs that this Python could not try.

    A pair is a row and a broken primitive: ``condition spurious condition_forgets_a_notify``.
    """

    complaints: list[str] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)


def try_all(
    rows: Sequence[Guarantee], docs: Path = pages.DOCS, folder: Path = snippet.FOLDER
) -> Trials:
    """Try each row's proofs with each of its broken primitives, and these with all other rows."""
    bench = _Bench(docs, folder)
    found = Trials()
    for row in rows:
        others = [one for one in rows if one.primitive == row.primitive and one.key != row.key]
        found.complaints += _does_not_go_wrong(row, bench)
        for broken in row.broken:
            wrong = bench.wrong(row, broken)
            if not wrong and bench.cannot_run(row):
                found.untried.append(f"{row.primitive} {row.key} {broken}")
            elif not wrong:
                found.complaints.append(
                    f"{row.where}: {broken} survives: no program of [{row.key}] goes wrong with "
                    f"it; make one of {', '.join(row.programs)} stronger, or add another"
                )
            found.complaints += _spoils_others(row, broken, others, bench)
        found.complaints += _hangs_together_in_vain(row, others, bench)
    return found


class _Bench:
    """Tries programs with broken primitives."""

    def __init__(self, docs: Path, folder: Path) -> None:
        self._pages = pages.pages(docs)
        self._folder = folder

    def load(self, name: str) -> Snippet:
        return snippet.load(name, self._folder)

    def said(self, name: str, broken: str) -> str:
        proof = self.load(name)
        if not proof.program.on_stage:
            return ""
        return trial(proof, self.outcomes(name), broken)

    def outcomes(self, name: str) -> dict[str, str]:
        return outcomes_on(self._pages, name)

    def wrong(self, row: Guarantee, broken: str) -> dict[str, str]:
        """Return what each program of a row does wrong with a broken primitive, if anything."""
        said = {name: self.said(name, broken) for name in row.programs}
        return {name: words for name, words in said.items() if words}

    def cannot_run(self, row: Guarantee) -> bool:
        return not all(self.load(name).program.runs_on() for name in row.programs)


def _spoils_others(
    row: Guarantee, broken: str, others: Iterable[Guarantee], bench: _Bench
) -> Iterator[str]:
    for other in others:
        if broken in other.broken or other.key in row.together:
            continue
        for name, words in bench.wrong(other, broken).items():
            yield (
                f"{row.where}: {broken} spoils [{other.key}] too: {name} {words}; break less, or "
                f"say in `together` of [{row.key}] why the two hang together"
            )


def _hangs_together_in_vain(
    row: Guarantee, others: Iterable[Guarantee], bench: _Bench
) -> Iterator[str]:
    for other in others:
        if other.key in row.together and not bench.cannot_run(other):
            spoiling = [name for name in row.broken if name not in other.broken]
            if not any(bench.wrong(other, broken) for broken in spoiling):
                yield (
                    f"{row.where}: [{row.key}] need not hang together with {other.key}: no "
                    "broken primitive of it spoils that; take it out of `together`"
                )


def _does_not_go_wrong(row: Guarantee, bench: _Bench) -> Iterator[str]:
    for slug in row.goes_wrong:
        it = bench.load(f"{row.primitive}/{slug}")
        named = bench.outcomes(it.name).values()
        mended = {bench.load(f"{row.primitive}/{proof}").transcript for proof in row.proofs}
        if not (
            _ends_badly(it.program)
            or any(words.startswith("wrong") for words in named)
            or mended - {it.transcript}
        ):
            yield (
                f"{row.where}: {it.name} goes wrong, says [{row.key}], but it ends well and no "
                "proof beside it prints anything else; name the program that mends it in `proofs`"
            )


def _ends_badly(program: Program) -> bool:
    return bool(program.ends)


def main() -> int:
    """Try everything on this Python; return 1 if anything is wrong."""
    try:
        found = try_all(load_all(FOLDER))
    except GuideError as problem:
        print(problem, file=sys.stderr)
        return 1
    if "--json" in sys.argv:
        print(json.dumps({"complaints": found.complaints, "untried": found.untried}))
        return 0
    for complaint in found.complaints:
        print(complaint, file=sys.stderr)
    for pair in found.untried:
        print(f"untried on this Python: {pair}")
    return 1 if found.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
