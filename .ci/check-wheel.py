"""Build the wheel as `pip install .` does, and see that the installed copy is whole and starts."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"amhp_desktop": "amhp_desktop", "resources": "amhp_desktop/resources", "db": "amhp_desktop/db"}
FILES = ("pyproject.toml", "README.md", "LICENCE", "THIRD-PARTY-NOTICES.md")


def expected() -> set[str]:
    """List the files that an installed copy must hold, as paths below its root."""
    found = set()
    for source, target in FOLDERS.items():
        for file in (ROOT / source).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                found.add(f"{target}/{file.relative_to(ROOT / source).as_posix()}")
    return found


def install(target: Path) -> None:
    """Build a wheel from a copy of this tree (building leaves files behind) and install it alone."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as folder:
        copy, wheels = Path(folder, "copy"), Path(folder, "wheels")
        for source in FOLDERS:
            shutil.copytree(ROOT / source, copy / source, ignore=shutil.ignore_patterns("__pycache__"))
        for file in FILES:
            shutil.copy(ROOT / file, copy)
        build = [*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(copy)]
        subprocess.run(build, check=True)
        made = map(str, wheels.glob("*.whl"))
        subprocess.run([*pip, "install", "--quiet", "--no-deps", "--target", str(target), *made], check=True)


def main() -> int:
    """Answer 0 when nothing is missing and the command line starts from the installed copy."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        install(target)
        missing = sorted(path for path in expected() if not (target / path).exists())
        for path in missing:
            print(f"Not in the wheel: {path}")
        environment = {**os.environ, "PYTHONPATH": str(target), "AMHP_DESKTOP_HOME": str(target / "home")}
        command = [sys.executable, "-m", "amhp_desktop", "--help"]
        started = subprocess.run(command, cwd=target, env=environment, check=False, stdout=subprocess.DEVNULL)
        print(f"Files in the wheel: {len(expected()) - len(missing)}, missing: {len(missing)}")
        return 1 if missing else started.returncode


if __name__ == "__main__":
    sys.exit(main())
