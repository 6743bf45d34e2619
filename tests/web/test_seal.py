"""What is done to a built site before it is published."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from import_asyncio.guide.seal import seal

PAGE = """<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="{up}assets/guide.css"><style>p {{ color: red }}</style>
<script>one()</script><script id="c" type="application/json">{{}}</script>
<script src="{up}assets/theme.js"></script>
<script type="module" src="{up}assets/run/run.js"></script>
</head><body></body></html>"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small site as an engine leaves it."""
    (tmp_path / "assets/run").mkdir(parents=True)
    (tmp_path / "lock").mkdir()
    (tmp_path / "index.html").write_text(PAGE.format(up=""), "utf-8")
    (tmp_path / "lock/index.html").write_text(PAGE.format(up="../"), "utf-8")
    (tmp_path / "assets/guide.css").write_text("p {}", "utf-8")
    (tmp_path / "assets/run/run.js").write_text("", "utf-8")
    run = {"name": "run-0123.js", "digest": "00" * 32}
    manifest = json.dumps({"run": run, "box": "sha256-box="})
    (tmp_path / "assets/run/manifest.json").write_text(manifest, "utf-8")
    (tmp_path / "service-worker.js").write_text("keep(SITE);", "utf-8")
    (tmp_path / "service-worker-end.js").write_text("end();", "utf-8")
    return tmp_path


def test_every_page_has_the_policy_of_all(built: Path) -> None:
    seal(built)
    root, lock = ((built / name).read_text("utf-8") for name in ("index.html", "lock/index.html"))
    policy = root.split('content="')[1].split('"')[0]
    assert policy in lock
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ")
    assert policy.count("sha256-") == 3, "the box, one script, one style; no JSON"
    assert "'sha256-box='" in policy
    assert root.index(policy) < root.index("<link")


def test_what_is_ours_is_named_by_its_digest(built: Path) -> None:
    seal(built)
    lock = (built / "lock/index.html").read_text("utf-8")
    assert 'src="../assets/run/run-0123.js" integrity="sha256-AAAA' in lock
    (style,) = built.glob("assets/guide-*.css")
    assert f'href="../assets/{style.name}"' in lock
    assert 'src="../assets/theme.js"' in lock


def test_a_site_is_sealed_once(built: Path) -> None:
    seal(built)
    with pytest.raises(SystemExit, match="build it anew"):
        seal(built)


def test_a_page_without_a_place_for_its_policy(built: Path) -> None:
    (built / "odd.html").write_text("<p>", "utf-8")
    with pytest.raises(SystemExit, match=r"odd.html has no <meta charset>"):
        seal(built)


def test_the_service_worker_knows_what_it_keeps(built: Path) -> None:
    seal(built)
    first, rest = (built / "service-worker.js").read_text("utf-8").split("\n")
    site = json.loads(first.removeprefix("const SITE = ").removesuffix(";"))
    (style,) = built.glob("assets/guide-*.css")
    assert list(site["files"]) == [f"assets/{style.name}", "", "lock/"]
    page = (built / "lock/index.html").read_bytes()
    assert site["files"]["lock/"] == hashlib.sha256(page).hexdigest()
    assert rest == "keep(SITE);"
    assert not (built / "service-worker-end.js").exists()


def test_the_service_worker_can_be_ended(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFLINE", "no")
    seal(built)
    assert (built / "service-worker.js").read_text("utf-8") == "end();"
