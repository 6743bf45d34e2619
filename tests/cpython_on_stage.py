"""Runs CPython's own tests of asyncio on the stage's loop: `python cpython_on_stage.py`.

Each test case gets a stage of its own. Exits with 0 if all passed, 1 if one failed, and 77 if
this Python comes without its tests.
"""

from __future__ import annotations

import importlib
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from import_asyncio.run.stage import on_stage

MODULES = ("test_locks", "test_queues", "test_timeouts", "test_taskgroups", "test_waitfor")
NOT_INSTALLED = 77


def staged(case: type[unittest.TestCase]) -> None:
    """Let each test of a case run on a stage."""
    plain = case.run

    def run(self: unittest.TestCase, result: unittest.TestResult | None = None) -> object:
        with on_stage(__file__):
            return plain(self, result)

    case.run = run  # type: ignore[assignment]


def main() -> int:
    """Run the tests; return the exit status."""
    suite = unittest.TestSuite()
    for name in MODULES:
        try:
            module = importlib.import_module(f"test.test_asyncio.{name}")
        except ImportError:
            print(f"test.test_asyncio.{name} is not installed", file=sys.stderr)
            return NOT_INSTALLED
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
    staged(unittest.TestCase)
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    return 0 if result.wasSuccessful() and result.testsRun > 100 else 1


if __name__ == "__main__":
    sys.exit(main())
