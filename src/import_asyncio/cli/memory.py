"""How much memory a program may take, where the system can say so."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

MOST = 4 * 1024**3


@contextlib.contextmanager
def memory_limited() -> Iterator[None]:
    """Let a program that takes more than four gigabytes end in ``MemoryError``, on Unix."""
    try:
        import resource
    except ImportError:
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    if before == resource.RLIM_INFINITY or before > MOST:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST, most))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (before, most))
