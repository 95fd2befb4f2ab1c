"""Find and read the files that the rules of the house speak about."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "db/migrations/versions/"
"""Migrations are written by Alembic from the mapped classes and never edited after their release."""
NOT_OURS = frozenset({"__pycache__", "build", "dist", "out", "htmlcov", "node_modules"})
TEXT = frozenset(
    {".py", ".md", ".toml", ".txt", ".lock", ".csv", ".sql", ".qss", ".json", ".yaml", ".sh", ""}
)


@dataclass(frozen=True, slots=True)
class Module:
    """One Python module: its path within the project, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


def files(root: Path) -> Iterator[Path]:
    """Give every file of a project, leaving out what tools made (dot folders other than `.ci`)."""
    for entry in sorted(root.iterdir()):
        if entry.is_dir():
            hidden = entry.name.startswith(".") and entry.name != ".ci"
            if not hidden and entry.name not in NOT_OURS and not entry.name.endswith(".egg-info"):
                yield from files(entry)
        elif entry.name != ".coverage":
            yield entry


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Give path and content of every text file of a project."""
    for file in files(root):
        if file.suffix in TEXT:
            yield file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")


def modules(root: Path, *folders: str) -> Iterator[Module]:
    """Give the Python modules that people write below some folders (or single files) of a project."""
    for folder in folders:
        start = root / folder
        found = [start] if start.is_file() else sorted(start.rglob("*.py")) if start.is_dir() else []
        for file in found:
            if file.relative_to(root).as_posix().startswith(GENERATED):
                continue
            text = file.read_text(encoding="utf-8")
            yield Module(file.relative_to(root).as_posix(), text, ast.parse(text))
