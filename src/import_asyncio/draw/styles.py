"""The one style sheet of all pictures: a site has a copy, and an SVG of its own carries it."""

from __future__ import annotations

from pathlib import Path

SHEET = Path(__file__).with_name("pictures.css")


def style_sheet() -> str:
    """Return the colours and rules of all pictures."""
    return SHEET.read_text("utf-8")
