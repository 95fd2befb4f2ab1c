"""The project keeps its own rules: sizes, names, docstrings, words, import directions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import budgets, imports, shape, words
from tests.architecture.sources import ROOT


@pytest.mark.parametrize(
    ("find", "why"),
    [
        pytest.param(budgets.over_budget, budgets.WHY, id="size"),
        pytest.param(shape.empty_names, shape.WHY_NAMES, id="names"),
        pytest.param(shape.undocumented, shape.WHY_DOCSTRINGS, id="docstrings"),
        pytest.param(shape.unlisted_packages, shape.WHY_PACKAGES, id="packages"),
    ],
)
def test_rule_of_shape(find: Callable[[Path], tuple[str, ...]], why: str) -> None:
    problems = find(ROOT)
    assert not problems, "\n".join((why, *problems))


@pytest.mark.parametrize("rule", words.WHY)
def test_rule_of_words(rule: str) -> None:
    problems = [finding for finding in words.misplaced(ROOT) if f": {rule}: " in finding]
    assert not problems, "\n".join((words.WHY[rule], *problems))


def test_imports_run_one_way() -> None:
    verdict = imports.check_contracts(ROOT)
    assert verdict.kept, f"{imports.WHY}\n{verdict.report}"
