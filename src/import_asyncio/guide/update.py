"""`make update`: rewrite the transcripts from what the programs print; NAME=lock/fair only one."""

from __future__ import annotations

import subprocess
import sys

from import_asyncio.errors import GuideError
from import_asyncio.guide import snippet

TESTS = ("tests/test_transcripts.py", "tests/test_processes.py", "tests/test_own_tests.py")


def chosen(name: str) -> str:
    """Return what pytest selects by: the transcript of one snippet, or of all.

    Raises ``GuideError`` where there is no such snippet.
    """
    if not name:
        return "transcript"
    path = snippet.path_of(name.removeprefix(f"{snippet.FOLDER}/"))
    return f"transcript and [{path.relative_to(snippet.FOLDER).with_suffix('').as_posix()}]"


def main() -> int:
    """Rewrite the transcripts that the command line names; return 1 where one cannot be made."""
    try:
        which = chosen(sys.argv[1] if len(sys.argv) > 1 else "")
    except GuideError as problem:
        print(f"make update: {problem}", file=sys.stderr)
        return 1
    options = ("--update-examples", "-q", "-k", which)
    return subprocess.run([sys.executable, "-m", "pytest", *options, *TESTS]).returncode


if __name__ == "__main__":
    sys.exit(main())
