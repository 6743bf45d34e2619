"""Every snippet, on the virtual clock, prints its transcript and nothing else."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest
from conftest import ROOT, all_snippets
from pytest_examples import CodeExample, EvalExample

from import_asyncio.errors import Stopped
from import_asyncio.guide import snippet
from import_asyncio.program import read
from import_asyncio.run.stage import on_stage
from import_asyncio.run.tracebacks import last_line

STAGED = [name for name in all_snippets() if read(ROOT / snippet.FOLDER / f"{name}.py").on_stage]


@pytest.fixture
def _own_main_module() -> Iterator[None]:
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.mark.parametrize("name", STAGED)
@pytest.mark.usefixtures("_own_main_module")
def test_prints_its_transcript(
    name: str,
    eval_example: EvalExample,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = snippet.FOLDER / f"{name}.py"
    program = read(path)
    example = CodeExample.create(program.source, path=path)
    file = eval_example.tmp_path / f"{example.module_name}.py"
    printed: list[str] = []
    ending, last_words = "", ""

    with on_stage(str(file), on_stop=lambda _: printed.append(capsys.readouterr().out)) as stage:
        try:
            eval_example.run(example, rewrite_assertions=False)
        except Stopped:
            pass
        except Exception as problem:
            # On 3.11 pytest cannot show a traceback that pytest-examples has rewritten.
            ending, last_words = type(problem).__name__, last_line(problem)
    vars(sys.modules["__main__"]).clear()
    gc.collect()

    out, err = capsys.readouterr()
    if stage.stopped is None:
        assert not err, f"{path} writes to standard error:\n{err}"
        assert not caplog.text, f"{path} leaves something in the log:\n{caplog.text}"
        printed.append(out)
    else:
        ending, last_words = type(stage.stopped).__name__.lower(), stage.stopped.report

    assert ending == program.ends, f"{path} should end in {program.ends!r}: {last_words}"
    transcript = printed[0] + (last_words + "\n" if last_words else "")
    snippet.check(snippet.load(name), transcript)


def test_there_are_enough() -> None:
    assert len(all_snippets()) >= 40
