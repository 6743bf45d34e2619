"""A small guide in a folder of its own, for tests that break it, and what builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = '''"""Two tasks share one lock."""

import asyncio


async def clerk(name, lock):
    async with lock:
        print(name, "has the lock")
        await asyncio.sleep(0.1)


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(clerk("Ann", lock), clerk("Ben", lock))


asyncio.run(main())
'''

PAGE = """# Lock

## One at a time { #shared }

/// snippet | lock/shared.py
`async with lock:`
:   The second clerk waits here.
///
"""

CONFIG = """site_name: Small
site_url: http://127.0.0.1:8000/
theme:
  name: material
  font: false
validation:
  links:
    anchors: warn
markdown_extensions:
  - attr_list
  - def_list
  - pymdownx.superfences
  - pymdownx.snippets:
      base_path: ["."]
      check_paths: true
  - import_asyncio.guide.block:
      repo_url: https://example.org/guide
plugins:
  - mkdocs-jupyter:
      include: ["*.ipynb"]
      execute: true
      allow_errors: false
"""


@dataclass(frozen=True)
class Guide:
    """A guide of one snippet and one page, which is right until a test breaks it."""

    root: Path

    @property
    def program(self) -> Path:
        return self.root / "snippets/lock/shared.py"

    @property
    def transcript(self) -> Path:
        return self.root / "snippets/lock/shared.out"

    @property
    def page(self) -> Path:
        return self.root / "docs/lock/index.md"

    def replace(self, path: Path, old: str, new: str) -> None:
        """Change one place in one file; the text to change has to be there."""
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        path.write_text(text.replace(old, new), "utf-8")

    def add_snippet(self, name: str, program: str, transcript: str = "") -> Path:
        """Write a second snippet and return the path of its program."""
        path = self.root / "snippets" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(program, "utf-8")
        path.with_suffix(".out").write_text(transcript, "utf-8")
        return path


def small_guide(root: Path) -> Guide:
    """Write the small guide into ``root``."""
    guide = Guide(root)
    guide.page.parent.mkdir(parents=True)
    guide.page.write_text(PAGE, "utf-8")
    (root / "docs/index.md").write_text("# Home\n\n[The lock](lock/index.md#shared)\n")
    (root / "docs/how-to-read.md").write_text("# How to read a picture\n", "utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    guide.add_snippet("lock/shared", PROGRAM, "Ann has the lock\nBen has the lock\n")
    return guide


ENGINES = {
    "mkdocs": [sys.executable, "-m", "mkdocs", "build", "--strict"],
    "zensical": [sys.executable, "-m", "zensical", "build", "--strict"],
}
ADDRESS = "https://example.org/guide/"
REPOSITORY = "https://example.org/someone/fork"


def build(engine: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Build the site in ``root`` with one of the engines."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": ADDRESS,
        "REPO_URL": REPOSITORY,
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    return subprocess.run(
        ENGINES[engine], cwd=root, env=environment, capture_output=True, text=True, timeout=300
    )
