"""What is published to readers' browsers: the same bytes from the same sources."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from .conftest import ROOT


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_second_build_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node, "there is no Node: `make test` brings one where it is missing"
    subprocess.run([node, ROOT / "web/build.mjs", tmp_path], check=True, timeout=300)
    built = digests(ROOT / "docs/assets/run")
    assert digests(tmp_path / "assets/run") == built
    published = digests(site / "assets/run")
    assert published == {name: digest for name, digest in built.items() if name != "run.js"}


def test_every_file_is_what_its_name_and_the_manifest_say(site: Path) -> None:
    folder = site / "assets/run"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    parts = [part for part in manifest.values() if isinstance(part, dict)]
    assert len(parts) == 9
    for part in parts:
        data = (folder / part["name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == part["digest"]
        assert part["name"].rpartition("-")[2].startswith(part["digest"][:16])
        assert len(data) == part["bytes"]
