"""Every rule of the house is seen to fail once, on a fault planted in a copy."""

import shutil
from pathlib import Path

import pytest

from tests.architecture import budgets, imports, shape, words
from tests.architecture.sources import ROOT

PACKAGES = "[tool.setuptools]\npackages = ['amhp_desktop', 'amhp_desktop.resources', 'amhp_desktop.db']\n"

# What may not stand in the project, made here from pieces, so that it does not stand here either.
HOME = "/" + "root/"
WORK = "/" + "work/"
REGISTRY = "pypi" + ".org"
NHS_NUMBER = "943 " + "476 5919"
RUN_ON = "401" + "0232137"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make the smallest project that keeps every rule."""
    package = tmp_path / "amhp_desktop"
    package.mkdir()
    (package / "__init__.py").write_text('"""A program."""\n', encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "pyproject.toml").write_text(PACKAGES, encoding="utf-8")
    return tmp_path


def plant(project: Path, path: str, text: str) -> None:
    """Write a faulty file into a project."""
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def test_the_smallest_project_keeps_every_rule(project: Path) -> None:
    assert budgets.over_budget(project) == ()
    assert shape.empty_names(project) == shape.undocumented(project) == shape.unlisted_packages(project) == ()
    assert words.misplaced(project) == ()


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        ("amhp_desktop/long.py", "x = 1\n" * 401, "401 lines, at most 400"),
        ("tests/test_long.py", "x = 1\n" * 401, "401 lines, at most 400"),
        ("amhp_desktop/ui/shell/main_window.py", "x = 1\n" * 351, "351 lines, at most 350"),
        ("amhp_desktop/f.py", "def f():\n" + "    x = 1\n" * 50, "function f has 51 lines"),
        ("amhp_desktop/c.py", "class C:\n" + "    x = 1\n" * 250, "class C has 251 lines"),
        ("amhp_desktop/m.py", "class C:\n" + "    def f(self): ...\n" * 21, "class C has 21 methods"),
    ],
)
def test_sizes_bite(project: Path, path: str, text: str, finding: str) -> None:
    plant(project, path, text)
    assert any(finding in problem for problem in budgets.over_budget(project))


def test_names_docstrings_and_packages_bite(project: Path) -> None:
    plant(project, "amhp_desktop/storage/utils.py", "class C:\n    def f(self): ...\ndef g(): ...\n")
    plant(project, "amhp_desktop/storage/__init__.py", "")
    assert shape.empty_names(project) == ("amhp_desktop/storage/utils.py",)
    assert shape.undocumented(project) == (
        "amhp_desktop/storage/__init__.py: the module",
        "amhp_desktop/storage/utils.py: the module",
        "amhp_desktop/storage/utils.py:1: C",
        "amhp_desktop/storage/utils.py:3: g",
        "amhp_desktop/storage/utils.py:2: f",
    )
    assert shape.unlisted_packages(project) == ("amhp_desktop.storage",)


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        ("amhp_desktop/a.py", "# TODO later\n", "unfinished: TODO"),
        ("db/a.sql", "-- FIXME\n", "unfinished: FIXME"),
        ("tests/test_a.py", "pytest.skip('not today')\n", "skipped: pytest.skip"),
        ("tests/test_a.py", "@pytest.mark.skipif(True)\n", "skipped: mark.skipif"),
        ("docs/a.md", f"Look in {HOME}project for it.\n", f"machine: {HOME}"),
        ("tests/a.py", f'HERE = "{WORK}main"\n', f"machine: {WORK}"),
        ("requirements.lock", f"--index-url https://{REGISTRY}/simple\n", f"registry: {REGISTRY}"),
        ("tests/a.py", f'"{NHS_NUMBER}"\n', f"NHS number: {NHS_NUMBER}"),
        ("resources/help/a.md", f"{RUN_ON} is hers\n", f"NHS number: {RUN_ON}"),
        ("docs/a.md", "The color of the organization\n", "American: color"),
        ("amhp_desktop/a.py", 'self.tr("Authorize this")\n', "American: Authorize"),
    ],
)
def test_words_bite(project: Path, path: str, text: str, finding: str) -> None:
    plant(project, path, text)
    assert any(problem.startswith(path) and finding in problem for problem in words.misplaced(project))


def test_what_is_allowed_is_not_found(project: Path) -> None:
    plant(project, "docs/a.md", "Ring 999 000 0018 for `color`, at 1/home or 943 476 5918.\n")
    plant(project, "amhp_desktop/a.py", '"""A colour."""\n\nbrush.setColor(color)\n')
    assert words.misplaced(project) == ()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the real package with its real contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "amhp_desktop", tmp_path / "amhp_desktop", ignore=unwanted)
    return tmp_path


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("domain", "amhp_desktop.services", "Imports run one way"),
        ("storage", "amhp_desktop.documents", "Imports run one way"),
        ("services", "PySide6.QtCore", "Qt only in the window"),
        ("domain", "sqlalchemy", "The domain is plain Python"),
        ("ui/today", "sqlalchemy", "Screens do not know how things are kept or drawn"),
        ("ui/today", "amhp_desktop.ui.rota", "Places in the window do not know one another"),
    ],
)
def test_import_contracts_bite(copy: Path, importer: str, imported: str, contract: str) -> None:
    plant(copy, f"amhp_desktop/{importer}/planted.py", f"import {imported}\n")
    verdict = imports.check_contracts(copy)
    assert verdict.broke(contract), verdict.report


def test_the_contract_against_cycles_bites(copy: Path) -> None:
    plant(copy, "amhp_desktop/domain/hen.py", "import amhp_desktop.domain.egg\n")
    plant(copy, "amhp_desktop/domain/egg.py", "def lay():\n    import amhp_desktop.domain.hen\n")
    verdict = imports.check_contracts(copy)
    assert verdict.broke("No cycles between siblings"), verdict.report
