"""What a program leaves behind in its process, and the next run must not find."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = str(Path(__file__).resolve().parent)
INSTALLED = "site-packages"


class Traces:
    """A process as it was before a program ran in it: its modules and its environment."""

    def __init__(self, filename: str) -> None:
        self._folder = f"{Path(filename).resolve().parent}{os.sep}"
        self._modules = set(sys.modules)
        self._environment = dict(os.environ)

    def remove(self) -> None:
        """Forget what was imported from the program's own folder; restore the environment.

        A module from elsewhere stays: few are made to be imported twice.
        """
        for name in sys.modules.keys() - self._modules:
            if self._is_own(getattr(sys.modules[name], "__file__", None)):
                del sys.modules[name]
        if dict(os.environ) != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)

    def _is_own(self, file: str | None) -> bool:
        if file is None:
            return False
        path = str(Path(file).resolve())
        return path.startswith(self._folder) and not path.startswith(HERE) and INSTALLED not in path
