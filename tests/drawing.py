"""The pictures that tests read back, each made in one place."""

from __future__ import annotations

import functools
from xml.etree import ElementTree

from conftest import ROOT

from import_asyncio.draw.legend import Picture, draw_key
from import_asyncio.draw.orders_html import draw_order, draw_orders
from import_asyncio.draw.progress_svg import draw_progress
from import_asyncio.draw.timeline_svg import draw_timeline
from import_asyncio.explore.explore import explore
from import_asyncio.explore.replay import record_order
from import_asyncio.orders import Order
from import_asyncio.program import Program, read
from import_asyncio.record.record import record
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged, judge


def explained(picture: Picture) -> str:
    """Put a picture and the legend of its signs into one."""
    return f"<figure>\n{picture.markup}\n{draw_key(picture.signs, prefix='p')}\n</figure>"


def timeline(recording: Recording) -> str:
    """Draw a recording, with its legend."""
    return explained(draw_timeline(recording, prefix="p"))


def html_of_orders(judged: Judged) -> str:
    """Draw all orders, with their legend."""
    return explained(draw_orders(judged, prefix="p"))


def orders(judged: Judged) -> ElementTree.Element:
    """Draw all orders, as a tree."""
    return ElementTree.fromstring(html_of_orders(judged))


def order(judged: Judged) -> ElementTree.Element:
    """Draw the only order, as a tree."""
    return ElementTree.fromstring(explained(draw_order(judged, prefix="p")))


def progress(program: Program, judged: Judged) -> str:
    """Draw the progress of the two tasks of a program."""
    calm = record_order(program, judged.orders.calmest())
    return draw_progress(judged, calm, prefix="p")


@functools.cache
def recorded(name: str) -> Recording:
    """Record a snippet; whoever asks twice gets the same, and changes nothing in it."""
    return record(program(name))


def program(name: str) -> Program:
    """Read a snippet, or a program of the tests, as in ``"drawn/exclusive"``."""
    tests = ROOT / "tests/programs" / f"{name}.py"
    return read(tests if tests.is_file() else ROOT / "snippets" / f"{name}.py")


@functools.cache
def judged(name: str) -> Judged:
    """Judge every order of a program: deadlocks, exceptions, and what is lost, are wrong."""
    found = explore(program(name))
    wrong = {order.outcome for order in found.orders if order.failure} | {"balance 1", "fetches 3"}
    return judge(found, {one: "wrong" if one in wrong else "right: so" for one in found.outcomes})


def recordings(it: Program, judged: Judged) -> dict[Order, Recording]:
    """Record each order of a program."""
    return {order: record_order(it, order) for order in judged.orders.orders}
