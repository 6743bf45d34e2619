"""What stands for the classes ``datetime`` and ``date``, so that they ask ``time`` what time it is.

They make instances of the real classes, and every instance of these is one of theirs.
"""

from __future__ import annotations

import datetime
import sys
import time
import warnings
from typing import Any

RealDate = datetime.date
RealDatetime = datetime.datetime
DEPRECATED = (
    "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use "
    "timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."
)


class Kind(type):
    """The type of both classes."""

    def __instancecheck__(cls, instance: object) -> bool:
        return (
            isinstance(instance, REAL[cls]) if cls in REAL else super().__instancecheck__(instance)
        )

    def __subclasscheck__(cls, subclass: type) -> bool:
        return (
            issubclass(subclass, REAL[cls]) if cls in REAL else super().__subclasscheck__(subclass)
        )


class Date(RealDate, metaclass=Kind):
    """A date that is today's by the clock of ``time``."""

    def __new__(cls, *args: Any, **options: Any) -> Any:
        """Make a real one, unless the program has a class of its own."""
        return RealDate.__new__(REAL.get(cls, cls), *args, **options)

    @classmethod
    def today(cls) -> Any:
        """Return the date of now."""
        return cls.fromtimestamp(time.time())


class Datetime(RealDatetime, metaclass=Kind):
    """A point in time that is now by the clock of ``time``."""

    def __new__(cls, *args: Any, **options: Any) -> Any:
        """Make a real one, unless the program has a class of its own."""
        return RealDatetime.__new__(REAL.get(cls, cls), *args, **options)

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        """Return now, in a time zone or in that of the machine."""
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls) -> Any:
        """Return now, in the time zone of the machine."""
        return cls.fromtimestamp(time.time())

    @classmethod
    def utcnow(cls) -> Any:
        """Return now in UTC, without a time zone."""
        if sys.version_info >= (3, 12):
            warnings.warn(DEPRECATED, DeprecationWarning, stacklevel=2)
        return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)


REAL: dict[type, type] = {Date: RealDate, Datetime: RealDatetime}
for _kind, _real in REAL.items():
    _kind.__name__ = _kind.__qualname__ = _real.__name__
    _kind.__module__ = _real.__module__
