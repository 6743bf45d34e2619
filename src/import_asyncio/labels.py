"""What a reader calls several things at once: tasks of one name, and many tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

MOST_NAMES = 2


def numbered(names: Sequence[str]) -> list[str]:
    """Number those names that occur more than once."""
    counts = Counter(names)
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[name] += 1
        result.append(f"{name} {seen[name]}" if counts[name] > 1 else name)
    return result


def several(names: Sequence[str], most: int = MOST_NAMES, what: str = "tasks") -> str:
    """Write a few names out, and count many."""
    return ", ".join(names) if len(names) <= most else f"{len(names)} {what}"
