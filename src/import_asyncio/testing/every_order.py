"""Every order of a coroutine function, as a test that passes or fails."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace

from import_asyncio.errors import GuideError
from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.explore.replay import order_at
from import_asyncio.orders import Limit, Order, Orders
from import_asyncio.testing.call import Call, Main, call_of
from import_asyncio.testing.report import PASSES, counted, tell_one, tell_wrong, wrong_ones


class WrongOrderError(AssertionError):
    """In one order at least a function ends in an exception, or in a deadlock.

    ``order`` is the one that is told; ``outcomes`` counts the orders of each outcome.
    """

    def __init__(self, words: str, order: Order, outcomes: dict[str, int]) -> None:
        super().__init__(words)
        self.order = order
        self.outcomes = outcomes


class NotEveryOrder(UserWarning):
    """Not all orders were tried."""


def every_order(
    function: Main,
    *,
    cancel: str | Sequence[str] = (),
    runs: int = Bounds.runs,
    seconds: float = Bounds.seconds,
    seed: int = Bounds.seed,
) -> Orders:
    """Call a coroutine function in every order in which its answers can arrive.

    An order passes where the function returns. Raises ``WrongOrderError`` where one ends in an
    exception or in a deadlock, and ``GuideError`` where orders cannot be tried one by one, or one
    does not come to its end. Warns with ``NotEveryOrder`` where a bound is reached first: more than
    ``runs`` calls, or ``seconds`` of real time. Half of it goes to orders drawn at random, which
    begin with ``seed``.

    ``cancel`` names tasks that are cancelled, once for each time that they are named, at every
    point; then only such orders are tried.
    """
    call = call_of(function)

    def again(address: str) -> str:
        return f'replay_order({getattr(function, "__name__", "function")}, "{address}")'

    orders = try_every_order(call, again, cancel=cancel, runs=runs, seconds=seconds, seed=seed)
    if not orders.complete:
        warnings.warn(NotEveryOrder(counted(orders)), stacklevel=2)
    return orders


def try_every_order(
    call: Call,
    again: Callable[[str], str],
    *,
    cancel: str | Sequence[str] = (),
    runs: int = Bounds.runs,
    seconds: float = Bounds.seconds,
    seed: int = Bounds.seed,
) -> Orders:
    """Do the same without a warning; ``again`` says how to replay the order at an address."""
    names = (cancel,) if isinstance(cancel, str) else tuple(cancel)
    found = explore(call, bounds=Bounds(runs=runs, seconds=seconds, seed=seed), cancel=names)
    if found.cut is not None and found.cut.limit is Limit.PATIENCE:
        raise KeyboardInterrupt
    orders = replace(found, orders=tuple(map(_judged, found.orders)))
    for order in wrong_ones(orders):
        words = [*tell_wrong(call, orders, order), "", f"Again: {again(order.address)}"]
        raise WrongOrderError("\n".join(words), order, orders.outcomes)
    if orders.cut is not None and orders.cut.limit not in (Limit.RUNS, Limit.SECONDS, Limit.SET):
        raise GuideError(f"{call.filename}: {orders.why}")
    return orders


def replay_order(function: Main, address: str) -> Order:
    """Call a coroutine function in one order again, by its address.

    Raises ``WrongOrderError`` where it goes wrong, ``GuideError`` where there is no such order.
    """
    return replay(call_of(function), address)


def replay(call: Call, address: str) -> Order:
    """Do the same with a call."""
    order = _judged(order_at(call, address))
    if order.failure:
        words = "\n".join(["This order goes wrong:", *tell_one(call, order)])
        raise WrongOrderError(words, order, {order.outcome: 1})
    return order


def _judged(order: Order) -> Order:
    return order if order.failure else replace(order, outcome=PASSES)
