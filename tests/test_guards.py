"""The guards stand: the settings on which all checks rest are as they have to be."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from import_asyncio.guide import config, rules


class Loader(yaml.SafeLoader):
    """Reads YAML whose own tags are left aside."""


Loader.add_multi_constructor("!", lambda loader, _, node: loader.construct_sequence(node))


def read(path: str) -> Any:
    """Read a file of settings."""
    text = (ROOT / path).read_text("utf-8")
    return tomllib.loads(text) if path.endswith(".toml") else yaml.load(text, Loader)


MKDOCS = read("mkdocs.yml")
PYPROJECT = read("pyproject.toml")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
CHECK = read(".github/workflows/check.yml")
GUIDE_JOB = CHECK["jobs"]["guide"]


def recipe(target: str) -> str:
    """Return what a target of the Makefile needs and does."""
    found = re.search(rf"^{target}:(.*\n(?:\t.*\n)*)", MAKEFILE, re.MULTILINE)
    assert found, f"the Makefile has no target {target}"
    return found[1]


def runs(job: dict[str, Any]) -> list[str]:
    """Return the commands that a job of a workflow runs, without conditions."""
    return [step["run"] for step in job["steps"] if "run" in step and "if" not in step]


def test_the_engine_warns_of_all_that_leads_nowhere() -> None:
    assert set(MKDOCS["validation"]["nav"].values()) == {"warn"}
    assert MKDOCS["validation"]["nav"].keys() == {"omitted_files", "not_found", "absolute_links"}
    assert set(MKDOCS["validation"]["links"].values()) == {"warn"}
    assert MKDOCS["validation"]["links"].keys() == {
        "not_found",
        "anchors",
        "absolute_links",
        "unrecognized_links",
    }
    for lax in ("hooks", "not_in_nav", "exclude_docs", "draft_docs", "strict", "repo_url"):
        assert lax not in MKDOCS


def test_the_theme_asks_nobody_and_is_not_overridden() -> None:
    assert MKDOCS["theme"]["font"] is False
    assert "custom_dir" not in MKDOCS["theme"]
    assert MKDOCS["extra"].keys() == {"social"}
    assert set(MKDOCS) & {"extra_javascript"}
    assert MKDOCS["extra_javascript"] == [{"path": "assets/run/run.js", "type": "module"}]
    for sheet in MKDOCS["extra_css"]:
        assert "//" not in sheet


@pytest.mark.parametrize("feature", MKDOCS["theme"]["features"])
def test_the_theme_knows_its_feature(feature: str) -> None:
    theme = importlib.util.find_spec("material")
    assert theme
    assert theme.origin
    templates = Path(theme.origin).parent / "templates"
    files = [*templates.rglob("*.html"), *templates.rglob("bundle*.js")]
    assert any(feature in file.read_text("utf-8") for file in files)


def test_parts_of_files_and_blocks_are_checked() -> None:
    settings = config.read(ROOT / "mkdocs.yml")
    assert settings.options["pymdownx.snippets"] == {"base_path": ["."], "check_paths": True}
    assert set(settings.extensions) >= {
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "pymdownx.blocks.details",
        "pymdownx.highlight",
        "pymdownx.superfences",
        "import_asyncio.guide.block",
    }
    assert settings.options["import_asyncio.guide.block"].keys() == {"repo_url"}


def test_notebooks_are_executed_and_may_not_fail() -> None:
    search, notebooks = MKDOCS["plugins"]
    assert list(search) == ["search"]
    options = notebooks["mkdocs-jupyter"]
    assert options["execute"] is True
    assert options["allow_errors"] is False
    assert "execute_ignore" not in options


def test_the_build_is_strict_and_looked_at() -> None:
    assert "mkdocs build --strict --clean" in recipe("build")
    assert "import_asyncio.guide.seal site" in recipe("build")
    assert "import_asyncio.guide.built site" in recipe("build")
    assert "import_asyncio.guide.check" in recipe("check")


def test_no_verb_goes_on_after_a_failure() -> None:
    for target in ("build", "test", "check"):
        assert not re.search(r"^\t@?-|\|\||; *true", recipe(target), re.MULTILINE)
    assert ".IGNORE" not in MAKEFILE
    assert "MAKEFLAGS" not in MAKEFILE


def test_make_test_runs_every_test_after_check_and_build() -> None:
    assert recipe("test").split()[:2] == ["check", "build"]
    assert re.search(r"-m pytest -n auto$", recipe("test"), re.MULTILINE)
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == "make test"


def test_what_is_installed_is_pinned_by_hash() -> None:
    assert "--require-hashes -r requirements.txt" in MAKEFILE
    assert "npm ci" in MAKEFILE
    for name in ("requirements.txt", "web/requirements.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        for entry in re.findall(r"^[\w.-]+==.*(?:\n .*)*", text, re.MULTILINE):
            assert "--hash=sha256:" in entry


def test_a_warning_is_an_error_and_a_mark_is_known() -> None:
    options = PYPROJECT["tool"]["pytest"]["ini_options"]
    assert options["filterwarnings"] == ["error"]
    assert options["xfail_strict"] is True
    assert options["testpaths"] == ["tests"]
    assert "--strict-markers" in options["addopts"]
    for lax in ("-k", "-m", "--ignore", "--deselect", "-x", "--maxfail"):
        assert not any(option.startswith(lax) for option in options["addopts"])


def test_types_and_style_are_strict() -> None:
    mypy = PYPROJECT["tool"]["mypy"]
    assert mypy["strict"] is True
    assert mypy["files"] == ["src", "tests"]
    assert mypy["exclude"] == ["^tests/programs/"]
    lint = PYPROJECT["tool"]["ruff"]["lint"]
    assert set(lint["select"]) >= {"A", "B", "D", "E", "F", "I", "N", "PT", "RUF", "SIM", "UP"}
    assert PYPROJECT["tool"]["ruff"]["extend-exclude"] == ["docs"]
    assert set(lint["per-file-ignores"]) == {"tests/**", "tests/programs/**", "snippets/**"}


def test_the_walls_have_all_their_contracts() -> None:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    assert [contract["type"] for contract in contracts] == ["layers", "forbidden", "forbidden"]
    assert contracts[0]["exhaustive"] is True
    assert not any("ignore_imports" in contract for contract in contracts)
    assert "exclude_type_checking_imports" not in PYPROJECT["tool"]["importlinter"]


def test_every_push_is_checked_and_tested() -> None:
    assert runs(GUIDE_JOB) == ["make check", "make test"]
    assert "continue-on-error" not in str(GUIDE_JOB)
    assert "if" not in GUIDE_JOB
    assert {"pull_request", "push"} <= set(CHECK[True])
    assert CHECK["jobs"]["all-green"]["needs"] == ["guide"]
    assert CHECK["jobs"]["all-green"]["if"] == "always()"


def pythons_of_ci() -> set[str]:
    """Return every Python that the workflow names."""
    entries = GUIDE_JOB["strategy"]["matrix"]["include"]
    return {version for entry in entries for version in entry["python"].split()}


def test_snippets_may_ask_for_the_pythons_of_the_workflow_and_no_others() -> None:
    assert {f"3.{minor}" for minor in rules.MINORS_OF_CI} == pythons_of_ci()


def test_one_job_has_every_python_and_hands_over_what_ran_there() -> None:
    entries = GUIDE_JOB["strategy"]["matrix"]["include"]
    (everywhere,) = [entry for entry in entries if entry.get("every_python")]
    assert set(everywhere["python"].split()) == pythons_of_ci()
    (upload,) = [step for step in GUIDE_JOB["steps"] if "upload-artifact" in step.get("uses", "")]
    assert upload["if"] == "matrix.every_python"
    download = read(".github/workflows/deploy.yml")["jobs"]["build"]["steps"]
    assert upload["with"]["name"] in [step.get("with", {}).get("name") for step in download]


def test_what_is_published_is_built_by_the_same_verb() -> None:
    deploy = read(".github/workflows/deploy.yml")
    assert runs(deploy["jobs"]["build"]) == ["make build PYTHON=python"]
    assert deploy["jobs"]["deploy"]["needs"] == ["build"]


def test_only_documents_of_the_repository_show_typed_code_and_no_python() -> None:
    for path in ROOT.glob("*.md"):
        languages = re.findall(r"^ *`{3,}(\w*)$", path.read_text("utf-8"), re.MULTILINE)
        assert set(languages[::2]) <= {"markdown", "toml", "sh"}, path
