"""`make new NAME=lock/fair`: start a snippet from a template."""

from __future__ import annotations

import sys
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.explore.explore import explore
from import_asyncio.guide.rules import NAME
from import_asyncio.guide.snippet import FOLDER
from import_asyncio.program import read
from import_asyncio.run.runner import run

TEMPLATE = '''"""Say in one sentence what the program shows."""

import asyncio


async def worker(name, lock):
    await asyncio.sleep(0.1)
    async with lock:
        print(name, "has the lock")


async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(worker("Ann", lock))
        group.create_task(worker("Ben", lock))


asyncio.run(main())
'''


def new(name: str, folder: Path = FOLDER) -> Path:
    """Write a new snippet and its transcript, and return its path.

    Raises ``GuideError`` where the name will not do or is taken.
    """
    if not NAME.fullmatch(name):
        raise GuideError(
            f"{name or 'an empty NAME'} is no name for a snippet; "
            "write `make new NAME=lock/fair`: lower case, a folder and a file"
        )
    path = folder / f"{name}.py"
    if path.stem in sys.stdlib_module_names:
        raise GuideError(
            f"{path.name} would hide Python's own module {path.stem}; take another name"
        )
    if path.exists():
        raise GuideError(f"{path.as_posix()} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATE, "utf-8")
    path.with_suffix(".out").write_text(run(read(path)).transcript, "utf-8")
    return path


def blocks(path: Path, folder: Path = FOLDER) -> str:
    """Return what shows a snippet on a page: with all its orders, where its tasks race."""
    name = path.relative_to(folder).as_posix()
    text = f"## A heading {{ #{path.stem} }}\n\n/// snippet | {name}\n///"
    found = explore(read(path))
    if len(found.orders) > 1:
        named = "\n\n".join(f"{outcome}\n:   right: say why" for outcome in found.outcomes)
        text += f"\n\n/// orders | {name}\n{named}\n///"
    return text


def main() -> int:
    """Make the snippet that the command line names."""
    try:
        path = new(sys.argv[1] if len(sys.argv) > 1 else "")
    except GuideError as problem:
        print(f"make new: {problem}", file=sys.stderr)
        return 1
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    print(f"{path.as_posix()} is there. Change it, run `make update NAME={name}`, and show it:\n")
    print(blocks(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
