"""What is known to be wrong with pictures; ``tests/test_drawn_defects.py`` has a program for each.

When one of them is mended, its test there says so; then its pattern goes from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LOCK_OF_AN_EARLIER_STEP = "takes lock.*, and takes"
KNOWN = (LOCK_OF_AN_EARLIER_STEP,)


def unknown(complaints: Iterable[str]) -> list[str]:
    """Return the complaints that are of nothing known."""
    return [said for said in complaints if not any(re.search(one, said) for one in KNOWN)]
