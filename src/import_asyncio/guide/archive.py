"""`python -m import_asyncio.guide.archive FILE` packs all snippets into one archive.

The same files make the same bytes: dates and rights are fixed.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from import_asyncio.guide import snippet

FOLDER = "import-asyncio-snippets"
LICENCE = Path("LICENSE")
README = """\
Each program runs as it is, with nothing but Python: python lock/lost_update.py
What it prints is beside it, in a file of the same name that ends in .out. The tests under
own_tests/ are run by pytest, with the package of the guide. All is under the licence in LICENSE.
"""
DATE = (1980, 1, 1, 0, 0, 0)
RIGHTS = 0o100644 << 16


def pack(target: Path, folder: Path = snippet.FOLDER, licence: Path = LICENCE) -> None:
    """Write the archive: every program and its transcripts, the licence, and how to run one."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _snippets(folder)}
    files |= {"LICENSE": licence.read_bytes(), "README.txt": README.encode()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", DATE)
            entry.create_system = 3
            entry.external_attr = RIGHTS
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])


def _snippets(folder: Path) -> list[Path]:
    programs = [snippet.path_of(name, folder) for name in snippet.names(folder)]
    return programs + [one.path for path in programs for one in snippet.transcripts_of(path)]


def main() -> int:
    """Write the archive that the command line names."""
    pack(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
