"""Run the import contracts of pyproject.toml."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WHY = (
    "Imports run one way so that paper works without the database, rules work without either, and a screen "
    "can be changed alone. Ask the layer below for a value instead of reaching past it."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What import-linter said about a tree."""

    kept: bool
    report: str

    def broke(self, contract: str) -> bool:
        """Tell whether the contract of this name was broken."""
        return f"{contract} BROKEN" in self.report


def check_contracts(root: Path) -> Verdict:
    """Judge the package below `root` by the contracts beside it."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return Verdict(done.returncode == 0, done.stdout + done.stderr)
