"""``python -m import_asyncio.broken lock_lets_newcomers_in FILE`` runs a program with it."""

from __future__ import annotations

import runpy
import sys

from import_asyncio.broken.catalogue import BROKEN
from import_asyncio.broken.in_place import in_place


def main() -> int:
    """Run a program with a broken primitive, or list them all."""
    match sys.argv[1:]:
        case [name, file] if name in BROKEN:
            with in_place(name):
                runpy.run_path(file, run_name="__main__")
            return 0
        case []:
            for broken in BROKEN.values():
                print(f"{broken.name}: {broken.words}")
            return 0
    print("usage: python -m import_asyncio.broken [NAME FILE]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
