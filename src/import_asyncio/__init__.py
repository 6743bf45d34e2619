"""The stage: runs, records, explores and draws small asyncio programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from import_asyncio.testing.every_order import every_order, replay_order

__all__ = ["every_order", "replay_order"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what people's own tests need, once they ask for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from import_asyncio.testing import every_order

    return getattr(every_order, name)
