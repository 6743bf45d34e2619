"""The site builds strictly with both engines, is whole, and asks nobody else for anything."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from broken import ADDRESS, ENGINES, REPOSITORY, Guide, build, small_guide
from conftest import ROOT

from import_asyncio.guide.built import complaints
from import_asyncio.guide.guarantees import load_all
from import_asyncio.guide.guarantees_json import to_data
from import_asyncio.guide.lift import lift
from import_asyncio.guide.markup import parse

MOST_BYTES_OF_A_PAGE = 200_000
LOADING = {"script": ("src",), "img": ("src",), "source": ("src",), "link": ("href",)}


@pytest.fixture(scope="module", params=list(ENGINES))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the guide once with each engine, from a copy, and return the site's folder."""
    root = tmp_path_factory.mktemp(request.param)
    for name in ("docs", "snippets", "src"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, root)
    done = build(request.param, root)
    assert done.returncode == 0, done.stdout + done.stderr
    lift(root / "site")
    return root / "site"


@pytest.mark.xdist_group("build")
def test_nothing_is_wrong_with_what_is_built(site: Path) -> None:
    assert list(complaints(site)) == []


def pages_of(site: Path) -> Iterator[Path]:
    """Yield every page of a built site."""
    return (page for page in sorted(site.rglob("*.html")) if page.name == "index.html")


@pytest.mark.xdist_group("build")
def test_a_page_is_light(site: Path) -> None:
    for page in pages_of(site):
        if "labs" in page.parts:
            continue
        loaded = {page}
        for element in parse(page.read_text("utf-8")):
            if element.attributes.get("loading") == "lazy":
                continue
            for load in map(element.attributes.get, LOADING.get(element.tag, ())):
                file = (page.parent / unquote(urlsplit(load or "").path)).resolve()
                if file.is_file():
                    loaded.add(file)
        size = sum(len(gzip.compress(file.read_bytes())) for file in loaded)
        assert size <= MOST_BYTES_OF_A_PAGE, f"{page.relative_to(site)} transfers {size} bytes"


@pytest.mark.xdist_group("build")
def test_what_is_folded_is_drawn_in_files(site: Path) -> None:
    for page in pages_of(site):
        tree = parse(page.read_text("utf-8"))
        folded = [e for e in tree if any(around.tag == "details" for around in e.around)]
        assert not [e for e in folded if e.tag == "svg" and "img" in e.attributes.get("role", "")]
        assert all(
            e.attributes["loading"] == "lazy" for e in tree if e.tag == "img" and e in folded
        )


@pytest.mark.xdist_group("build")
def test_the_words_of_pictures_are_not_searched(site: Path) -> None:
    (index,) = site.rglob("search*.json")
    text = index.read_text("utf-8")
    assert "balance" in text
    assert "At 0 s: main" not in text


@pytest.mark.xdist_group("build")
def test_guarantees_are_a_table_a_comparison_and_data(site: Path) -> None:
    rows = load_all()
    assert json.loads((site / "guarantees.json").read_text("utf-8")) == to_data(rows)
    page = (site / "lock/guarantees/index.html").read_text("utf-8")
    for row in rows[:2]:
        assert f'<th scope="row">{row.question}</th>' in page
    assert '<a href="#fifo">in order</a>' in page
    compared = (site / "guarantees/index.html").read_text("utf-8")
    assert '<a href="../semaphore/guarantees/#from_a_thread">No</a>' in compared


@pytest.mark.xdist_group("build")
def test_addresses_come_from_the_environment(site: Path) -> None:
    text = (site / "lock/index.html").read_text("utf-8")
    assert f'{REPOSITORY}/blob/HEAD/snippets/lock/lost_update.py"' in text
    assert f"{ADDRESS}lock/" in text


@pytest.mark.xdist_group("build")
def test_the_lab_is_there(site: Path) -> None:
    """MkDocs makes a page of the notebook; Zensical, which cannot, keeps it as a file."""
    page = site / "labs/running_loop/index.html"
    if page.exists():
        assert "in this cell, running: True" in page.read_text("utf-8")
    else:
        assert (site / "labs/running_loop.ipynb").is_file()
        assert "mkdocs" not in site.parent.name


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return small_guide(tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_small_guide_builds(guide: Guide, engine: str) -> None:
    done = build(engine, guide.root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("`async with lock:`", "`async with locks:`", "which the program does not contain"),
        ("`async with lock:`", "`lock`", "occurs 7 times"),
        ("lock/shared.py", "lock/shred.py", "docs/lock/index.md:5: there is no snippet"),
        (":   The second", "The second", "only notes may stand in such a block"),
    ],
)
def test_a_block_that_is_wrong_stops_the_build(
    guide: Guide, engine: str, old: str, new: str, said: str
) -> None:
    guide.replace(guide.page, old, new)
    done = build(engine, guide.root)
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert "docs/lock/index.md:5: " in done.stdout + done.stderr


ORDERS = """
/// orders | lock/shared.py
Ben has the lock
:   right: the last one is done
///
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_orders_are_drawn_and_counted(guide: Guide, engine: str) -> None:
    guide.page.write_text(guide.page.read_text("utf-8") + ORDERS, "utf-8")
    done = build(engine, guide.root)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (guide.root / "site/lock/index.html").read_text("utf-8")
    assert "There is 1 order, and it ends right." in text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ben has the lock\n:", "Ann has the lock\n:", "which the page does not name"),
        (
            ":   right: the last one is done",
            ":   right: done\n\ndeadlock\n:   wrong: stuck",
            "no order ends in",
        ),
        ("right: the last", "fine: the last", 'begin with "right:" or "wrong:"'),
    ],
)
def test_orders_that_the_page_gets_wrong_stop_the_build(
    guide: Guide, engine: str, old: str, new: str, said: str
) -> None:
    guide.page.write_text(guide.page.read_text("utf-8") + ORDERS.replace(old, new), "utf-8")
    done = build(engine, guide.root)
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert "docs/lock/index.md:10: " in done.stdout + done.stderr


@pytest.mark.parametrize("engine", ENGINES)
def test_one_order_is_drawn(guide: Guide, engine: str) -> None:
    one = ORDERS.replace("/// orders", "/// order")
    guide.page.write_text(guide.page.read_text("utf-8") + one, "utf-8")
    done = build(engine, guide.root)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (guide.root / "site/lock/index.html").read_text("utf-8")
    assert "<strong>✓ Ben has the lock</strong>, right: the last one is done" in text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ben has", "Ann has", "which the page does not name"),
        ("right: the last", "fine: the last", 'begin with "right:" or "wrong:"'),
        ("is done\n", "is done\n\ndeadlock\n:   wrong: stuck\n", "no order ends in"),
    ],
)
def test_one_order_that_the_page_gets_wrong_stops_the_build(
    guide: Guide, engine: str, old: str, new: str, said: str
) -> None:
    one = ORDERS.replace("/// orders", "/// order").replace(old, new)
    guide.page.write_text(guide.page.read_text("utf-8") + one, "utf-8")
    done = build(engine, guide.root)
    assert done.returncode == 1
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stale_transcript_stops_the_build(guide: Guide, engine: str) -> None:
    guide.replace(guide.transcript, "Ann", "Eve")
    done = build(engine, guide.root)
    assert done.returncode == 1
    assert "run `make update NAME=lock/shared`" in done.stdout + done.stderr


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("link", ["lost.md", "lock/index.md#lost"])
def test_a_broken_link_stops_the_build(guide: Guide, engine: str, link: str) -> None:
    guide.replace(guide.root / "docs/index.md", "lock/index.md#shared", link)
    done = build(engine, guide.root)
    assert done.returncode == 1
    assert "index.md" in done.stdout + done.stderr


def test_a_missing_part_of_a_file_stops_the_build(guide: Guide) -> None:
    part = '\n```python\n--8<-- "snippets/lock/none.py"\n```\n'
    guide.page.write_text(guide.page.read_text("utf-8") + part, "utf-8")
    done = build("mkdocs", guide.root)
    assert done.returncode == 1
    assert "snippets/lock/none.py" in done.stdout + done.stderr


def test_a_notebook_that_raises_stops_the_build(guide: Guide) -> None:
    cell: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "raises",
        "metadata": {},
        "outputs": [],
        "source": "raise OSError('no paper')",
    }
    notebook = {
        "cells": [cell],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (guide.root / "docs/lab.ipynb").write_text(json.dumps(notebook), "utf-8")
    done = build("mkdocs", guide.root)
    assert done.returncode == 1
    assert "no paper" in done.stdout + done.stderr
    assert "lab.ipynb" in done.stdout + done.stderr
