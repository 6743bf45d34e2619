"""Says in words what the record says of a program, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from import_asyncio.browser.support import runs_in_wasm
from import_asyncio.guide import ran_on
from import_asyncio.guide.older import CLAIMS, digest
from import_asyncio.guide.pythons import listed
from import_asyncio.guide.ran_on import Ran
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program

BEFORE_ITS_TIME = {"a": "an alpha", "b": "a beta", "rc": "a release candidate"}


def ran(it: Snippet, record: Sequence[Ran]) -> str:
    """Say on which Pythons a snippet printed its transcript; empty where nobody recorded it."""
    found = _one_of_each(
        one for one in record if ran_on.of_program(it, one.version) in one.programs
    )
    if not found:
        return ""
    return f"Run on Python {_listed(found)}{_not_in_wasm(it.program)}.{_of_older(it, record)}"


def _of_older(it: Snippet, record: Iterable[Ran]) -> str:
    """Say on which Pythons, older than this guide's, the snippet did what pages say of them."""
    digests = {digest(claim) for claim in CLAIMS if claim.name == it.name}
    found = [one.name for one in record if digests & one.said]
    return f" What is said of older Pythons was seen on {listed(found)}." if found else ""


def verdicts(
    program: Program,
    named: Mapping[str, str],
    cancel: Sequence[str],
    counts: Mapping[str, int],
    record: Iterable[Ran],
) -> str:
    """Say which Pythons came to the verdicts of a page; ``counts`` are those that it shows."""
    digest = ran_on.of_verdicts(program, named, cancel)
    found = _one_of_each(one for one in record if digest in one.verdicts)
    if not found:
        return ""
    others = [one for one in found if one.verdicts[digest] != counts]
    more = f"; the counts differ on {_listed(others)}" if others else ""
    return f"These verdicts hold on Python {_listed(found)}{more}."


def _fits(one: Ran, program: Program) -> bool:
    able = not one.in_wasm or runs_in_wasm(program)
    return able and not program.is_test and program.runs_on(one.version)


def _one_of_each(found: Iterable[Ran]) -> list[Ran]:
    """Leave out a Python in WebAssembly where there is a CPython of its series."""
    found = list(found)
    series = {one.version[:2] for one in found if not one.in_wasm}
    return [one for one in found if not one.in_wasm or one.version[:2] not in series]


def _listed(found: Sequence[Ran]) -> str:
    here = [_called(one.name) for one in found if not one.in_wasm]
    in_wasm = [_called(one.name) for one in found if one.in_wasm]
    parts = [listed(here)] if here else []
    if in_wasm:
        parts.append(f"{listed(in_wasm)} in WebAssembly")
    return ", and on ".join(parts)


def _called(name: str) -> str:
    found = re.search(r"\d(a|b|rc)\d", name)
    return f"{name} ({BEFORE_ITS_TIME[found[1]]})" if found else name


def _not_in_wasm(program: Program) -> str:
    if runs_in_wasm(program):
        return ""
    lacks = "no network" if program.needs == ("sockets",) else "no threads"
    return f"; not in WebAssembly, which has {lacks}"


def pythons(snippets: Sequence[Snippet], record: Sequence[Ran]) -> list[str]:
    """Say of each Python of the record how many of the programs that fit it ran, as they are."""
    lines = []
    for one in record:
        fitting = sum(_fits(one, it.program) for it in snippets)
        ran_there = sum(ran_on.of_program(it, one.version) in one.programs for it in snippets)
        if ran_there:
            where = "WebAssembly" if one.in_wasm else "CPython"
            lines.append(f"{_called(one.name)}, {where}: {ran_there} of {fitting} programs")
    claims = {digest(claim) for claim in CLAIMS}
    for one in record:
        if seen := len(claims & one.said):
            lines.append(f"{one.name}, CPython: {seen} of the claims about older Pythons")
    return lines
