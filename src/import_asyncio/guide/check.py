"""`make check`: all that takes only seconds, side by side, and everything that it finds at once."""

from __future__ import annotations

import glob
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Part:
    """One part: the command that finds out, and what to do where it complains."""

    name: str
    command: tuple[str, ...]
    remedy: str


def parts() -> list[Part]:
    """Return all parts; what takes longest starts first."""
    schema = (tool("check-jsonschema"), "--quiet", "--builtin-schema")
    return [
        Part(
            "types",
            (PYTHON, "-m", "mypy", "--no-error-summary"),
            "give what is named the type that is expected there",
        ),
        Part(
            "snippets and pages",
            (PYTHON, "-m", "import_asyncio.guide.complaints"),
            "each line says what to do",
        ),
        Part(
            "format",
            (tool("ruff"), "format", "--check", "--quiet", "--output-format=concise"),
            f"run `{tool('ruff')} format`",
        ),
        Part(
            "style",
            (tool("ruff"), "check", "--quiet", "--output-format=concise"),
            f"run `{tool('ruff')} check --fix`; `{tool('ruff')} rule CODE` explains the rest",
        ),
        Part(
            "imports between rooms",
            (tool("lint-imports"), "--no-logo", "--no-cache"),
            "take what is needed as an argument, or move it to a lower room; "
            "`[tool.importlinter]` in pyproject.toml has the rooms",
        ),
        Part(
            "safety of workflows",
            (tool("zizmor"), "--offline", "--quiet", ".github"),
            "each finding links to its explanation",
        ),
        Part(
            "schema of workflows",
            (*schema, "vendor.github-workflows", *sorted(glob.glob(".github/workflows/*.yml"))),
            "write what GitHub's schema expects at the place that is named",
        ),
        Part(
            "schema of dependabot",
            (*schema, "vendor.dependabot", ".github/dependabot.yml"),
            "write what the schema expects at the place that is named",
        ),
    ]


def tool(name: str) -> str:
    """Return the path of a tool of this environment, from here where it lies below."""
    path = BIN / name
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def check(parts: list[Part]) -> list[str]:
    """Run all parts, print what each complains of, and return the names of those that do."""
    started = [(part, _start(part)) for part in parts]
    failed = []
    for part, process in started:
        said, _ = process.communicate()
        if process.returncode:
            print(f"{part.name}\n\n{said.strip()}\n\n-> {part.remedy}\n", flush=True)
            failed.append(part.name)
    return failed


def _start(part: Part) -> subprocess.Popen[str]:
    return subprocess.Popen(
        part.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def main() -> int:
    """Check everything; return 1 if anything is wrong."""
    names = parts()
    if failed := check(names):
        print(f"{len(failed)} of {len(names)} parts complain: {', '.join(failed)}")
        return 1
    print(f"Nothing to mend: {', '.join(part.name for part in names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
