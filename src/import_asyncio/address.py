"""The address of an order: its choices as a short string, for a command line or a link.

The choices 1 to 9 are digits, larger ones stand between underscores (``_12_``), and a letter is a
run of zeros as long as its place in the alphabet: ``b1a3`` is 0 0 1 0 3. Zeros at the end are left
out, for a run goes on with them by itself; where nothing is left, the address is ``0``. The names
of tasks that are cancelled follow, each after a hyphen (``b1-Ada``), in which all but letters and
digits of ASCII stand as code points between underscores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from string import ascii_lowercase

from import_asyncio.errors import GuideError

PART = re.compile(r"([1-9])|_([1-9][0-9]{1,6})_|([a-z])")
NAME = re.compile(r"(?:[A-Za-z0-9]|_[0-9a-f]{1,6}_)+")
NOTHING = "0"
LONGEST = len(ascii_lowercase)


def address(choices: Sequence[int], cancel: Sequence[str] = ()) -> str:
    """Return the address of the order to which choices lead while tasks are cancelled."""
    text = ""
    for is_zero, same in groupby(choices, key=lambda choice: choice == 0):
        part = list(same)
        if is_zero:
            whole, rest = divmod(len(part), LONGEST)
            text += "z" * whole + (ascii_lowercase[rest - 1] if rest else "")
        else:
            text += "".join(str(choice) if choice < 10 else f"_{choice}_" for choice in part)
    return "-".join([text.rstrip(ascii_lowercase) or NOTHING, *map(_written, cancel)])


def read_address(text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the choices of an address, and the names; raises ``GuideError`` for what is none."""
    first, *names = text.split("-")
    try:
        return tuple(_choices(first)), tuple(map(_name, names))
    except ValueError as problem:
        raise GuideError(f'"{text}" is no address of an order: {problem}') from None


def _choices(text: str) -> list[int]:
    choices: list[int] = []
    place = 0
    while place < len(text) and text != NOTHING:
        part = PART.match(text, place)
        if part is None:
            raise ValueError(f'"{text[place:]}" means nothing')
        digit, number, letter = part.groups()
        choices += [0] * (ascii_lowercase.index(letter) + 1) if letter else [int(digit or number)]
        place = part.end()
    if not text:
        raise ValueError("there are no choices in it")
    return choices


def _written(name: str) -> str:
    plain = [letter.isascii() and letter.isalnum() for letter in name]
    return "".join(
        letter if is_plain else f"_{ord(letter):x}_"
        for letter, is_plain in zip(name, plain, strict=True)
    )


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError(f'"{text}" is no name')
    try:
        return re.sub("_([0-9a-f]+)_", lambda found: chr(int(found.group(1), 16)), text)
    except ValueError:
        raise ValueError(f'"{text}" is no name') from None
