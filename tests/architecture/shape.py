"""Names, docstrings and the list of packages."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.budgets import PRODUCT
from tests.architecture.sources import Module, modules

EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"})
WHY_NAMES = "Such a name says nothing, so everything ends up there. Name the module after the one idea in it."
WHY_DOCSTRINGS = (
    "A reader meets names first; one sentence says what they cannot: units, zones, errors, the legal source."
)
WHY_PACKAGES = (
    "pyproject.toml names every package, because the data folders are mapped into the wheel by hand. "
    "A package that is missing there is missing from what people install."
)


def empty_names(root: Path) -> tuple[str, ...]:
    """List modules and packages whose name says nothing."""
    every = modules(root, *PRODUCT, "tests")
    return tuple(m.path for m in every if EMPTY_NAMES & set(Path(m.path).with_suffix("").parts))


def undocumented(root: Path) -> tuple[str, ...]:
    """List modules, public classes and public functions of the product without a docstring."""
    return tuple(problem for module in modules(root, *PRODUCT) for problem in _undocumented(module))


def unlisted_packages(root: Path) -> tuple[str, ...]:
    """List packages that pyproject.toml and the tree do not agree on."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    there = {
        ".".join(file.parent.relative_to(root).parts) for file in (root / "amhp_desktop").rglob("__init__.py")
    }
    return tuple(sorted(listed ^ (there | {"amhp_desktop.resources", "amhp_desktop.db"})))


def _undocumented(module: Module) -> Iterator[str]:
    """List what lacks a docstring in one module."""
    if not ast.get_docstring(module.tree):
        yield f"{module.path}: the module"
    for owner in (module.tree, *_public(module.tree, ast.ClassDef)):
        for node in _public(owner, ast.ClassDef, ast.FunctionDef):
            if not ast.get_docstring(node) and not _overrides(node):
                yield f"{module.path}:{node.lineno}: {node.name}"


def _public(
    owner: ast.Module | ast.ClassDef | ast.FunctionDef, *kinds: type[ast.ClassDef | ast.FunctionDef]
) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Give the public classes or functions directly inside another."""
    for node in owner.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if isinstance(node, kinds):
            yield node


def _overrides(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """Tell whether a method is marked as an override or setter: its docstring stands elsewhere."""
    marks = {ast.unparse(each).split("(")[0].split(".")[-1] for each in node.decorator_list}
    return bool(marks & {"override", "setter", "overload"})
