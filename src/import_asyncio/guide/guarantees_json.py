"""`python -m import_asyncio.guide.guarantees_json FILE` writes all guarantees as data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from import_asyncio.broken.catalogue import BROKEN
from import_asyncio.errors import GuideError
from import_asyncio.guide.guarantees import Guarantee, load_all


def to_data(rows: Iterable[Guarantee]) -> list[dict[str, Any]]:
    """Return the rows as plain data, each broken primitive with its fault in words."""
    return [_row(row) for row in rows]


def _row(row: Guarantee) -> dict[str, Any]:
    data = asdict(row)
    del data["where"]
    data["broken"] = {name: BROKEN[name].words for name in row.broken}
    return data


def main() -> int:
    """Write the file that the command line names."""
    try:
        rows = load_all()
    except GuideError as problem:
        print(problem, file=sys.stderr)
        return 1
    Path(sys.argv[1]).write_text(json.dumps(to_data(rows), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
