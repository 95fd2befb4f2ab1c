"""Sizes above which a reader loses the thread."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import Module, modules

PRODUCT = ("amhp_desktop", "db", "start.py", ".ci")
MODULE_LINES = 400
CLASS_LINES = 250
CLASS_METHODS = 20
FUNCTION_LINES = 50
MAIN_WINDOW_LINES = 350

WHY = (
    "The programs we learnt from lost their way in modules of thousands of lines. "
    "Split by idea: give the second idea in there a name and a module of its own."
)


def over_budget(root: Path) -> tuple[str, ...]:
    """List modules, classes and functions that are too large; tests count as modules only."""
    problems = [problem for module in modules(root, *PRODUCT) for problem in _too_large(module)]
    problems += [problem for module in modules(root, "tests") for problem in _long_module(module)]
    return tuple(problems)


def _too_large(module: Module) -> Iterator[str]:
    """List what is too large in one module of the product."""
    yield from _long_module(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield from _large_class(module, node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > FUNCTION_LINES:
            yield f"{module.path}: function {node.name} has {_lines(node)} lines, at most {FUNCTION_LINES}"


def _long_module(module: Module) -> Iterator[str]:
    """Say when a module is too long; the main window has a budget of its own."""
    lines = len(module.text.splitlines())
    budget = MAIN_WINDOW_LINES if module.path.endswith("main_window.py") else MODULE_LINES
    if lines > budget:
        yield f"{module.path}: {lines} lines, at most {budget}"


def _large_class(module: Module, node: ast.ClassDef) -> Iterator[str]:
    """Say when a class is too long or can do too much."""
    methods = sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
    if _lines(node) > CLASS_LINES:
        yield f"{module.path}: class {node.name} has {_lines(node)} lines, at most {CLASS_LINES}"
    if methods > CLASS_METHODS:
        yield f"{module.path}: class {node.name} has {methods} methods, at most {CLASS_METHODS}"


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
