"""What a page says of each outcome, and every order judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from import_asyncio.errors import GuideError
from import_asyncio.orders import Order, Orders

RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True)
class Verdict:
    """What a page says of one outcome: whether it is right, and its words; and how often it is.

    ``right`` is ``None`` for an outcome that nobody has judged.
    """

    outcome: str
    right: bool | None
    words: str
    orders: int

    @property
    def sign(self) -> str:
        """A mark that carries the verdict without colour."""
        return {True: "✓", False: "✗", None: "?"}[self.right]


@dataclass(frozen=True)
class Judged:
    """Orders with a verdict for each outcome: wrong ones first, then by number of orders."""

    orders: Orders
    verdicts: tuple[Verdict, ...]

    @property
    def wrong(self) -> int:
        """The number of orders whose outcome is wrong."""
        return sum(verdict.orders for verdict in self.verdicts if verdict.right is False)

    def verdict(self, order: Order) -> Verdict:
        """Return the verdict on one order."""
        return next(one for one in self.verdicts if one.outcome == order.outcome)

    def sorted(self) -> list[Order]:
        """Return the orders, wrong ones first, in the order of the verdicts."""
        place = {verdict.outcome: number for number, verdict in enumerate(self.verdicts)}
        return sorted(self.orders.orders, key=lambda order: place[order.outcome])

    def sentence(self) -> str:
        """Say how many orders there are, and how many go wrong, and who is cancelled in them."""
        names = " and ".join(dict.fromkeys(self.orders.cancel))
        if not names:
            return self._counted()
        are = "are" if " and " in names else "is"
        points = "1 point" if self.orders.points == 1 else f"{self.orders.points} points"
        return f"{names} {are} cancelled at {points}. {self._counted()}"

    def _counted(self) -> str:
        total = len(self.orders.orders)
        orders = "1 order" if total == 1 else f"{total} orders"
        if not self.orders.complete:
            wrong = f"{self.wrong or 'none'} {'go' if self.wrong > 1 else 'goes'} wrong."
            if self.orders.sampled:
                return f"Sampled, {orders} of more: {self.orders.why}. Of them {wrong}"
            return f"Not all orders were tried: {self.orders.why}. Of {orders} so far, {wrong}"
        if any(verdict.right is None for verdict in self.verdicts):
            outcomes = len(self.verdicts)
            return f"{orders[0].upper()}{orders[1:]}, " + (
                "and one outcome." if outcomes == 1 else f"and {outcomes} outcomes."
            )
        if not self.wrong:
            return (
                "There is 1 order, and it ends right."
                if total == 1
                else (f"All {orders} end right.")
            )
        if self.wrong == total:
            return (
                "There is 1 order, and it goes wrong."
                if total == 1
                else (f"All {orders} go wrong.")
            )
        return f"{self.wrong} of {orders} {'goes' if self.wrong == 1 else 'go'} wrong."


def judge(orders: Orders, named: Mapping[str, str], *, strict: bool = True) -> Judged:
    """Judge orders by the outcomes that a page names.

    ``named`` gives each outcome its verdict, a text that begins with ``right`` or ``wrong``
    (``"wrong: one deposit is lost"``). Raises ``GuideError`` for a verdict that does neither, and,
    if ``strict``, for an outcome that is not named, a named one that never happens, and orders
    that are not all there. Otherwise such outcomes are judged ``None``, or left out.
    """
    where = orders.filename
    for outcome, words in named.items():
        if words.split(":")[0].strip() not in (RIGHT, WRONG):
            raise GuideError(
                f'{where}: the outcome "{outcome}" is "{words}"; '
                f'begin with "{RIGHT}:" or "{WRONG}:"'
            )
    if strict:
        if not orders.complete:
            raise GuideError(f"{where}: not all orders were tried: {orders.why}")
        for outcome, count in orders.outcomes.items():
            if outcome not in named:
                raise GuideError(
                    f'{where}: {count} of {len(orders.orders)} orders end in "{outcome}", '
                    "which the page does not name; name it, and say whether it is right"
                )
        for outcome in named:
            if outcome not in orders.outcomes:
                happens = ", ".join(f'"{one}"' for one in orders.outcomes)
                raise GuideError(
                    f'{where}: no order ends in "{outcome}", which the page names; '
                    f"what happens is {happens}"
                )
    verdicts = [
        _verdict(outcome, named.get(outcome), count) for outcome, count in orders.outcomes.items()
    ]
    place = {False: 0, None: 1, True: 2}
    return Judged(orders, tuple(sorted(verdicts, key=lambda verdict: place[verdict.right])))


def _verdict(outcome: str, said: str | None, orders: int) -> Verdict:
    if said is None:
        return Verdict(outcome, None, "", orders)
    first, _, words = said.partition(":")
    return Verdict(outcome, first.strip() == RIGHT, words.strip(), orders)
