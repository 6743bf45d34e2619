"""The marker ``every_order`` of pytest, which finds this module by its entry point."""

from __future__ import annotations

import copy
import functools
import inspect
import os
import shlex
import sys
import unittest
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from import_asyncio.errors import GuideError

if TYPE_CHECKING:
    from import_asyncio.orders import Order
    from import_asyncio.testing.call import Call, Main
    from import_asyncio.testing.every_order import WrongOrderError

MARKER = "every_order"
REPLAY = "--replay-order"
SAYS = (
    "every_order(*, cancel=(), runs=40000, seconds=60, seed=0): try an `async def` in every order "
    "in which its answers can arrive"
)
OPTIONS = ("cancel", "runs", "seconds", "seed")
ENDINGS: dict[str, Callable[[str], BaseException]] = {
    "Skipped": pytest.skip.Exception,
    "XFailed": pytest.xfail.Exception,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that tries one order again."""
    parser.getgroup(MARKER, "every order").addoption(
        REPLAY,
        metavar="ADDRESS",
        help="try one order only, at the address that a failing test says",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", SAYS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the marked tests be run here, whichever other plugin would run an ``async def``."""
    for item in items:
        marker = item.get_closest_marker(MARKER)
        if marker is not None and isinstance(item, pytest.Function):
            item.runtest = functools.partial(_run, item, marker)  # type: ignore[method-assign]


def _run(item: pytest.Function, marker: pytest.Mark) -> None:
    # Here, so that nobody pays for the stage who has no marked test.
    from import_asyncio.testing.call import call_of
    from import_asyncio.testing.every_order import WrongOrderError

    try:
        _check(item, marker)
        call = call_of(_call(item))
        _try(item, marker, call)
        return
    except WrongOrderError as problem:
        wrong = problem
    except GuideError as problem:
        raise pytest.fail.Exception(str(problem), pytrace=False) from None
    raise _ending(call, wrong)


def _check(item: pytest.Function, marker: pytest.Mark) -> None:
    """Raise ``GuideError`` for a marker that is not understood, and where none may stand."""
    if marker.args or marker.kwargs.keys() - set(OPTIONS):
        raise GuideError(f"the marker {MARKER} takes only {', '.join(OPTIONS)}, each by its name")
    if item.cls is not None and issubclass(item.cls, unittest.TestCase):
        raise GuideError(
            f"the marker {MARKER} stands in a unittest.TestCase, whose setUp would not be called "
            "for each order; write a function"
        )


def _call(item: pytest.Function) -> Main:
    """Return the test as a function without arguments; each call finds what the first found."""
    from import_asyncio.testing.arguments import LISTENERS, Folder, LivesAcrossRuns, may_change

    test = item.obj
    arguments: dict[str, Any] = {
        name: item.funcargs[name]
        for name in inspect.signature(test).parameters
        if name in item.funcargs
    }
    if deaf := [name for name in arguments if name in LISTENERS]:
        raise GuideError(
            f"the fixture {deaf[0]} hears nothing while orders are tried; what was printed stands "
            "in the report"
        )
    folders = [Folder(arguments["tmp_path"])] if "tmp_path" in arguments else []
    own = vars(item.instance) if item.cls is not None else {}
    for name, value in {**arguments, **own}.items():
        if may_change(value):
            item.warn(
                LivesAcrossRuns(
                    f"{item.nodeid}: {name} lives across the runs, so an order begins with what "
                    "the one before left in it; make it inside the test"
                )
            )

    @functools.wraps(test)
    def call() -> Coroutine[Any, Any, object]:
        for folder in folders:
            folder.restore()
        function = test
        if item.cls is not None:
            function = test.__func__.__get__(copy.copy(item.instance))
        called: Coroutine[Any, Any, object] = function(**arguments)
        return called

    return call


def _try(item: pytest.Function, marker: pytest.Mark, call: Call) -> None:
    from import_asyncio.testing.every_order import NotEveryOrder, replay, try_every_order
    from import_asyncio.testing.report import counted

    address = item.config.getoption(REPLAY)
    if address is not None:
        _print(call, replay(call, address))
        return

    def again(address: str) -> str:
        return f"pytest {shlex.quote(item.nodeid)} {REPLAY} {address}"

    orders = try_every_order(call, again, **marker.kwargs)
    _print(call, orders.orders[0])
    item.add_report_section("call", "orders", counted(orders))
    if not orders.complete:
        item.warn(NotEveryOrder(f"{item.nodeid}: {counted(orders)}"))


def _ending(call: Call, problem: WrongOrderError) -> BaseException:
    """Return what ends a test: it fails, unless it ends itself as pytest lets it, in each order."""
    words = _print(call, problem.order)
    ending = ENDINGS.get(problem.order.outcome)
    if ending is not None and len(problem.outcomes) == 1:
        return ending(words.partition(": ")[2])
    return pytest.fail.Exception(str(problem), pytrace=False)


def _print(call: Call, order: Order) -> str:
    """Print what the test printed in one order, where pytest captures it; return its last words."""
    from import_asyncio.explore.replay import repeat_order
    from import_asyncio.run.tracebacks import cut_words

    seen = repeat_order(call, order)
    sys.stdout.write(seen.stdout)
    sys.stderr.write(seen.stderr)
    if order.failure == "exception":
        here = f'File "{Path.cwd()}{os.sep}'
        sys.stderr.write(cut_words(seen.traceback, call.filename).replace(here, 'File "'))
    return seen.last_words
