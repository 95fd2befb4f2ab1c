"""What is installed is pinned, hashed, licensed for this use and explained."""

import re
import tomllib

import pytest

from tests.architecture import supply
from tests.architecture.sources import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
NOTICES = ROOT / "THIRD-PARTY-NOTICES.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lock(name: str) -> tuple[supply.Locked, ...]:
    """Read one of the locks."""
    return supply.read_lock((ROOT / name).read_text(encoding="utf-8"))


def plain(requirement: str) -> str:
    """Give the normalised name in a requirement."""
    return re.split(r"[\[<>=~! ;]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_pinned_by_version_and_hash(name: str) -> None:
    assert len(lock(name)) > 20, supply.WHY_LOCK


@pytest.mark.parametrize(
    ("name", "direct"),
    [
        ("requirements.lock", PROJECT["dependencies"]),
        ("requirements-test.lock", PROJECT["optional-dependencies"]["test"]),
    ],
)
def test_the_lock_holds_what_the_project_names(name: str, direct: list[str]) -> None:
    missing = set(map(plain, direct)) - {entry.name for one in LOCKS for entry in lock(one)}
    assert not missing, f"{name} is older than pyproject.toml: run .ci/make-lock.py (missing: {missing})"


def test_the_locks_do_not_overlap() -> None:
    first, second = ({entry.name for entry in lock(name)} for name in LOCKS)
    assert not first & second


def test_the_table_of_licences_is_the_lock() -> None:
    table = {(row.name, row.version) for row in supply.read_notices(NOTICES)}
    locked = {(entry.name, entry.version) for entry in lock("requirements.lock")}
    assert table == locked, f"{supply.WHY_LICENCE} Differs: {sorted(table ^ locked)}"


def test_every_run_time_licence_is_allowed() -> None:
    refused = [row for row in supply.read_notices(NOTICES) if not supply.ALLOWED.issuperset(row.parts)]
    assert not refused, f"{supply.WHY_LICENCE} {refused}"


def test_the_table_agrees_with_what_packages_declare() -> None:
    everywhere = {entry.name for entry in lock("requirements.lock") if not entry.marker}
    wrong = []
    for row in supply.read_notices(NOTICES):
        declared = supply.declared_licence(row.name) if row.name in everywhere else ""
        if declared and not set(re.split(r" AND | OR ", row.licence)) <= set(
            re.findall(r"[\w.-]+", declared)
        ):
            wrong.append(f"{row.name}: {row.licence} in the table, {declared} in the package")
    assert not wrong, f"{supply.WHY_LICENCE} {wrong}"


def test_every_direct_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    direct = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    unexplained = [plain(each) for each in direct if f"| {plain(each)} |" not in reasons.lower()]
    assert not unexplained, f"docs/dependencies.md says why each package is there; not yet: {unexplained}"


@pytest.mark.parametrize(
    "faulty",
    [
        "thing>=1.0 --hash=sha256:" + "0" * 64,
        "thing==1.0",
        "thing==1.0 \\\n    --hash=md5:" + "0" * 32,
        "thing==1.0 --hash=sha256:" + "0" * 63,
        "thing @ file:///somewhere",
    ],
)
def test_a_loose_entry_is_noticed(faulty: str) -> None:
    with pytest.raises(ValueError, match="Not pinned"):
        supply.read_lock(faulty)
