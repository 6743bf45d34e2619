"""What is folded leaves the built page, and comes back whole."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from import_asyncio.errors import GuideError
from import_asyncio.guide.lift import lift, put_back
from import_asyncio.guide.schemes import SCHEMES, sheet

STYLE = (ROOT / "docs/assets/guide.css").read_text("utf-8")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="stage-timeline" width="40" height="20" '
    'viewBox="0 0 40 20" role="img" aria-labelledby="{id}-title {id}-desc">'
    '<title id="{id}-title">The run of “x”</title>\n<desc id="{id}-desc">Ann &lt;runs&gt;.</desc>'
    '<rect class="stage-step" width="9" height="9"/></svg>'
)
SEEN, FOLDED = SVG.format(id="seen"), SVG.format(id="folded")
SIGN = '<svg width="24" height="12" aria-hidden="true"></svg>'
DATA = (
    '<div class="orders-data" hidden data-orders="lock/x" '
    'data-json="{&quot;steps&quot;:[&quot;&lt;b&gt;&quot;]}"></div>'
)
PAGE = f"""<!doctype html><html><body>
<figure>{SEEN}</figure>
<details><summary>{SIGN} In words</summary>
<p>é &amp; ü</p><div>{FOLDED}</div></details>
{SEEN.replace("seen", "last")}{DATA}</body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of a small site as an engine leaves it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/guide.css").write_text(STYLE, "utf-8")
    page = tmp_path / "lock/index.html"
    page.parent.mkdir()
    page.write_text(PAGE, "utf-8")
    return page


def test_a_folded_picture_is_a_file_for_each_scheme(page: Path, tmp_path: Path) -> None:
    lift(tmp_path)
    text = page.read_text("utf-8")
    assert SEEN in text
    assert SIGN in text
    assert FOLDED not in text
    images = re.findall(r"<img [^>]*>", text)
    assert len(images) == 2
    for image, scheme in zip(images, SCHEMES, strict=True):
        assert f'class="picture-{scheme}"' in image
        assert 'loading="lazy"' in image
        assert 'width="40" height="20"' in image
        assert 'alt="The run of “x”. Ann &lt;runs&gt;."' in image
        found = re.search(r'src="\.\./(assets/pictures/\w+-([0-9a-f]{16})\.svg)"', image)
        assert found
        data = (tmp_path / found[1]).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(found[2])
        assert ElementTree.fromstring(data).get("width") == "40"


def test_the_data_of_orders_is_a_file(page: Path, tmp_path: Path) -> None:
    lift(tmp_path)
    text = page.read_text("utf-8")
    (file,) = (tmp_path / "assets/orders").iterdir()
    assert file.read_text("utf-8") == '{"steps":["<b>"]}'
    assert (
        '<div class="orders-data" hidden data-orders="lock/x" '
        f'data-src="../assets/orders/{file.name}"></div>'
    ) in text


def test_what_was_taken_out_comes_back(page: Path, tmp_path: Path) -> None:
    assert put_back(page) == PAGE
    lift(tmp_path)
    assert put_back(page) == PAGE
    text = page.read_text("utf-8")
    lift(tmp_path)
    assert page.read_text("utf-8") == text


@pytest.mark.parametrize("kind", ["light", "dark", "orders"])
def test_a_file_that_is_missing_is_told(page: Path, tmp_path: Path, kind: str) -> None:
    lift(tmp_path)
    (file,) = tmp_path.glob(f"assets/*/{kind}-*")
    file.unlink()
    with pytest.raises(GuideError, match=f"there is no file .*{file.name}"):
        put_back(page)


def test_two_different_pictures_of_one_are_told(page: Path, tmp_path: Path) -> None:
    lift(tmp_path)
    (dark,) = tmp_path.glob("assets/pictures/dark-*")
    dark.write_text(dark.read_text("utf-8").replace("stage-step", "stage-bad"), "utf-8")
    with pytest.raises(GuideError, match="are not the same picture"):
        put_back(page)


def test_a_file_without_a_picture_is_told(page: Path, tmp_path: Path) -> None:
    lift(tmp_path)
    for file in tmp_path.glob("assets/pictures/*"):
        file.write_text("<svg/>", "utf-8")
    with pytest.raises(GuideError, match="holds no picture"):
        put_back(page)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["stage-timeline", "orders"])
def test_a_picture_carries_its_colours(scheme: str, kind: str) -> None:
    css = sheet(scheme, f'<svg class="{kind}">', STYLE)
    assert "var(" not in css
    assert "unset" not in css
    assert f":where(.{kind}) text" in css
    assert "stage-picture" not in css
    assert css.count("{") == css.count("}") > 10


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours in hexadecimal."""

    def luminance(color: str) -> float:
        digits = color.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#ffffff"), ("dark", "#1e2529")])
def test_the_colours_of_a_picture_stand_out(scheme: str, paper: str) -> None:
    css = sheet(scheme, '<svg class="stage-timeline">', STYLE)
    colors = set(re.findall(r"\.stage-(?:step|clock|news)\{fill: (#\w+)", css))
    assert colors
    assert {color for color in colors if contrast(color, paper) < 4.5} == set()
