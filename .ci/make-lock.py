"""Write requirements.lock and requirements-test.lock: exact versions with the hashes of their wheels.

Run it from the project's environment after changing a dependency: `.venv/bin/python .ci/make-lock.py`.
One resolver run sees the run-time and the test dependencies together. The wheels of every system and
Python version in SYSTEMS and PYTHONS are then asked for by pinned version, so that one lock serves all
of them. Only names, versions, markers and hashes are written, so the lock fits any package index.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "linux": (
        "manylinux_2_34_x86_64",
        "manylinux_2_28_x86_64",
        "manylinux2014_x86_64",
        "manylinux_2_5_x86_64",
    ),
    "win32": ("win_amd64",),
    "darwin": ("macosx_14_0_arm64", "macosx_13_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"),
}
SYSTEM_NAMES = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}
HEADING = "# Written by .ci/make-lock.py; change pyproject.toml and run that again.\n"


@dataclass
class Package:
    """One pinned package: what it needs, where it is needed, and the hashes of its wheels."""

    name: str
    version: str
    needs: tuple[Requirement, ...]
    hashes: set[str] = field(default_factory=set)

    @property
    def pin(self) -> str:
        """Give name and version as a requirement."""
        return f"{self.name}=={self.version}"


def ask_pip(requirements: Iterable[str], *options: str) -> tuple[Package, ...]:
    """Let pip choose wheels without installing them and report what it chose."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, report = Path(folder, "wanted.txt"), Path(folder, "report.json")
        wanted.write_text("\n".join(requirements), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--only-binary=:all:", "--report", str(report), "-r", str(wanted), *options]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        chosen = json.loads(report.read_text(encoding="utf-8"))["install"]
    return tuple(
        Package(
            canonicalize_name(item["metadata"]["name"]),
            item["metadata"]["version"],
            tuple(Requirement(text) for text in item["metadata"].get("requires_dist", ())),
            {item["download_info"]["archive_info"]["hashes"]["sha256"]},
        )
        for item in chosen
    )


def environments(system: str) -> Iterator[dict[str, str]]:
    """Give the marker environments of one system, one for each Python version."""
    machine = "x86_64" if system == "linux" else "AMD64" if system == "win32" else "arm64"
    for version in PYTHONS:
        yield {
            "implementation_name": "cpython",
            "os_name": "nt" if system == "win32" else "posix",
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "platform_system": SYSTEM_NAMES[system],
            "python_full_version": f"{version}.9",
            "python_version": version,
            "sys_platform": system,
        }


def closure(direct: Iterable[Requirement], packages: dict[str, Package], system: str) -> set[str]:
    """Name every package that the direct requirements bring on one system, known or not yet known."""
    reached: set[str] = set()
    for environment in environments(system):
        seen: set[tuple[str, str]] = set()
        waiting = [(requirement, "") for requirement in direct]
        while waiting:
            requirement, parent_extra = waiting.pop()
            if requirement.marker and not requirement.marker.evaluate({**environment, "extra": parent_extra}):
                continue
            name = canonicalize_name(requirement.name)
            for extra in ("", *requirement.extras):
                if (name, extra) not in seen:
                    seen.add((name, extra))
                    needs = packages[name].needs if name in packages else ()
                    waiting += [(need, extra) for need in needs]
        reached |= {name for name, _ in seen}
    return reached


def resolve(direct: tuple[Requirement, ...]) -> dict[str, Package]:
    """Resolve for this machine, then add what only another system needs (pip judges markers by its own)."""
    packages = {package.name: package for package in ask_pip(map(str, direct))}
    while missing := set().union(*(closure(direct, packages, system) for system in SYSTEMS)) - set(packages):
        for name in sorted(missing):
            packages |= {package.name: package for package in ask_pip([name], "--no-deps")}
    return packages


def gather_hashes(packages: dict[str, Package]) -> None:
    """Add the hash of the wheel that each system and Python version would take."""
    pins = [package.pin for package in packages.values()]
    for system, tags in SYSTEMS.items():
        for version in PYTHONS:
            print(f"hashes for {system}, Python {version}", flush=True)
            platforms = [f"--platform={tag}" for tag in tags]
            with tempfile.TemporaryDirectory() as target:
                options = ("--no-deps", "--target", target, "--python-version", version, *platforms)
                for found in ask_pip(pins, *options):
                    packages[found.name].hashes |= found.hashes


def entry(package: Package, systems: set[str]) -> str:
    """Write one package of the lock; a package that only some systems need gets a marker."""
    marker = ""
    if systems != set(SYSTEMS):
        marker = " ; " + " or ".join(f'sys_platform == "{system}"' for system in sorted(systems))
    hashes = "".join(f" \\\n    --hash=sha256:{value}" for value in sorted(package.hashes))
    return f"{package.pin}{marker}{hashes}\n"


def main() -> None:
    """Resolve, gather the hashes and write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = tuple(map(Requirement, project["dependencies"]))
    test = tuple(map(Requirement, project["optional-dependencies"]["test"]))
    packages = resolve((*runtime, *test))
    gather_hashes(packages)
    needed = {system: closure(runtime, packages, system) for system in SYSTEMS}
    wanted = {system: closure((*runtime, *test), packages, system) for system in SYSTEMS}
    texts = {"requirements.lock": HEADING, "requirements-test.lock": HEADING}
    for name, package in sorted(packages.items()):
        at_run_time = {system for system in SYSTEMS if name in needed[system]}
        in_tests = {system for system in SYSTEMS if name in wanted[system]}
        if at_run_time:
            texts["requirements.lock"] += entry(package, at_run_time)
        else:
            texts["requirements-test.lock"] += entry(package, in_tests)
    for file, text in texts.items():
        (ROOT / file).write_text(text, encoding="utf-8")
        print(f"{file}: {text.count('==')} packages")


if __name__ == "__main__":
    main()
