"""The address of an order: its choices as a short string, for a command line or a link.

The choices 1 to 9 are digits, larger ones stand between underscores (``_12_``), and a letter is a
run of zeros as long as its place in the alphabet: ``b1a3`` is 0 0 1 0 3. Zeros at the end are left
out, for a run goes on with them by itself; where nothing is left, the address is ``0``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from string import ascii_lowercase

from import_asyncio.errors import GuideError

PART = re.compile(r"([1-9])|_([1-9][0-9]+)_|([a-z])")
NOTHING = "0"
LONGEST = len(ascii_lowercase)


def address(choices: Sequence[int]) -> str:
    """Return the address of the order that these choices lead to."""
    text = ""
    for is_zero, same in groupby(choices, key=lambda choice: choice == 0):
        part = list(same)
        if is_zero:
            whole, rest = divmod(len(part), LONGEST)
            text += "z" * whole + (ascii_lowercase[rest - 1] if rest else "")
        else:
            text += "".join(str(choice) if choice < 10 else f"_{choice}_" for choice in part)
    return text.rstrip(ascii_lowercase) or NOTHING


def choices_at(text: str) -> tuple[int, ...]:
    """Return the choices of an address; raises ``GuideError`` for what is none."""
    choices: list[int] = []
    if text == NOTHING:
        return ()
    place = 0
    while place < max(1, len(text)):
        part = PART.match(text, place)
        if part is None:
            raise GuideError(f'"{text}" is no address of an order: "{text[place:]}" means nothing')
        digit, number, letter = part.groups()
        choices += [0] * (ascii_lowercase.index(letter) + 1) if letter else [int(digit or number)]
        place = part.end()
    return tuple(choices)
