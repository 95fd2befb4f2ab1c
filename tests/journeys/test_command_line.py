"""The program's own commands, run as an administrator runs them: made, upgraded, verified, and blank paper."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql
from pypdf import PdfReader
from sqlalchemy import text

from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, create_local, open_local
from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.engine import engine_for
from tests.journeys.desk import AUTHORITY, LOGIN, PASSPHRASE, SERVICE, record
from tests.journeys.office import Office, office_on
from tests.support.clock import MovableClock
from tests.support.postgres import PostgresServer

WHOLE = "The audit trail is whole: no edit, gap or cut was found.\n"


def run(home: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``amhp-desktop`` with these arguments as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "amhp_desktop", *map(str, arguments)],
        env={**os.environ, "AMHP_DESKTOP_HOME": str(home), **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


# ---- a local file


@pytest.fixture
def file(tmp_path: Path, clock: MovableClock) -> Path:
    """Give a local database with a request in it."""
    path = tmp_path / "northmere.amhp"
    create_local(path, NewService(SERVICE, AUTHORITY, "Raman", "Priya", LOGIN), PASSPHRASE, clock)
    opened = open_local(LocalSignIn(path, LOGIN, PASSPHRASE, tmp_path / "drafts"), clock)
    record(opened.services, family="Quillfeather", given="Zuleika")
    opened.close()
    return path


def tamper(file: Path, *statements: str) -> None:
    """Change a local database as somebody would who has its key and no scruples."""
    engine = engine_for(file, keys.unlock(keys.beside(file), LOGIN, PASSPHRASE))
    with engine.begin() as connection:
        triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        for name in triggers.all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_whole_file_verifies(file: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "database", "verify", "--file", file, "--login", LOGIN, AMHP_PASSPHRASE=PASSPHRASE)
    assert (done.returncode, done.stdout, done.stderr) == (0, WHOLE, "")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_event SET actor = 'somebody.else' WHERE id = 3", "event"),
        ("DELETE FROM audit_event WHERE id = 4", "event"),
        ("UPDATE person SET family = 'Somebody'", "person"),
    ],
)
def test_a_file_somebody_changed_names_the_finding(
    file: Path, tmp_path: Path, statement: str, said: str
) -> None:
    tamper(file, statement)
    done = run(tmp_path, "database", "verify", "--file", file, "--login", LOGIN, AMHP_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 1
    assert said in done.stdout.casefold()
    assert "is whole" not in done.stdout
    assert "Quillfeather" not in done.stdout + done.stderr


def test_a_trail_wound_back_is_found_by_this_computers_anchor(
    file: Path, tmp_path: Path, clock: MovableClock
) -> None:
    copies = {one: one.read_bytes() for one in (file, keys.beside(file))}
    opened = open_local(LocalSignIn(file, LOGIN, PASSPHRASE, tmp_path / "drafts"), clock)
    record(opened.services, family="Zephyr", given="Noor")
    opened.keep_anchor()
    opened.close()
    for one, content in copies.items():
        one.write_bytes(content)
    done = run(tmp_path, "database", "verify", "--file", file, "--login", LOGIN, AMHP_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 1
    assert done.stdout


def test_a_wrong_passphrase_and_a_missing_file_are_said(file: Path, tmp_path: Path) -> None:
    wrong = run(
        tmp_path, "database", "verify", "--file", file, "--login", LOGIN, AMHP_PASSPHRASE="not this one"
    )
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("That user name and passphrase do not match.")
    gone = run(
        tmp_path, "database", "upgrade", "--file", tmp_path / "gone.amhp", "--login", LOGIN,
        AMHP_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    assert gone.returncode == 1
    assert gone.stderr.startswith("The database file is not where it was.")
    assert not (tmp_path / "gone.amhp").exists()


def test_an_up_to_date_file_stays_as_it_is(file: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "database", "upgrade", "--file", file, "--login", LOGIN, AMHP_PASSPHRASE=PASSPHRASE)
    assert (done.returncode, done.stdout) == (0, "northmere.amhp is up to date.\n")


# ---- a shared database


@pytest.fixture
def office(postgres_server: PostgresServer, tmp_path: Path, clock: MovableClock) -> Iterator[Office]:
    with office_on(postgres_server, tmp_path / "office", clock) as made:
        yield made


def _where(server: PostgresServer, name: str) -> tuple[object, ...]:
    return ("--host", "localhost", "--port", server.port, "--name", name, "--certificate", server.ca_file)


def test_a_shared_database_is_made_and_its_administrator_gets_in(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    mark = secrets.token_hex(3)
    name, login = f"amhp_{mark}", f"ada.{mark}"
    passwords = {"AMHP_SERVER_PASSWORD": postgres_server.password, "AMHP_FIRST_PASSWORD": PASSPHRASE}
    made = run(
        tmp_path, "database", "create", "--service", SERVICE, "--authority", AUTHORITY,
        "--administrator", login, "--name-of-administrator", "Ada Lee", *_where(postgres_server, name),
        **passwords,
    )  # fmt: skip
    try:
        assert made.stderr == ""
        assert made.stdout == f"{name} on localhost is ready. {login} can sign in and make other users.\n"
        assert PASSPHRASE not in made.stdout
        again = run(
            tmp_path, "database", "upgrade", *_where(postgres_server, name),
            AMHP_SERVER_PASSWORD=postgres_server.password,
        )  # fmt: skip
        assert (again.returncode, again.stdout[:24]) == (0, "The database has version")
        wrong = run(
            tmp_path, "database", "upgrade", *_where(postgres_server, name), AMHP_SERVER_PASSWORD="nonsense"
        )
        assert wrong.returncode == 1
        assert wrong.stderr.startswith("The user name or the password is not right.")
    finally:
        postgres_server.drop_database(name)
        with postgres_server.connect() as connection:
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(login)))


def test_a_shared_trail_is_verified_by_who_may_and_tampering_is_named(office: Office, tmp_path: Path) -> None:
    arguments = ("database", "verify", "--login", office.manager, *_where(office.server, office.database))
    whole = run(tmp_path, *arguments, AMHP_PASSPHRASE=PASSPHRASE)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.endswith(WHOLE)
    with office.server.connect(office.database) as thief:
        thief.execute("SET session_replication_role = replica")
        thief.execute("UPDATE audit_event SET reason = 'never happened' WHERE id = 3")
    found = run(tmp_path, *arguments, AMHP_PASSPHRASE=PASSPHRASE)
    assert found.returncode == 1
    assert "is whole" not in found.stdout
    refused = run(
        tmp_path, "database", "verify", "--login", office.coordinator,
        *_where(office.server, office.database), AMHP_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip
    assert refused.returncode == 1
    assert "may not read the audit trail" in refused.stderr


# ---- paper without any database


def test_a_blank_form_needs_no_database(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "forms", "blank", "A2", "--out", tmp_path / "a2.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Form A2" in PdfReader(tmp_path / "a2.pdf").pages[0].extract_text()
    assert not tuple((tmp_path / "home").rglob("*.db"))
    unknown = run(tmp_path, "forms", "blank", "Z99", "--out", tmp_path / "z.pdf")
    assert unknown.returncode == 1
    assert unknown.stderr.strip()
    assert "Traceback" not in unknown.stderr
    assert not (tmp_path / "z.pdf").exists()


# ---- the window itself


def test_a_second_start_says_so_and_ends(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-m", "amhp_desktop"],
        env={**os.environ, "AMHP_DESKTOP_HOME": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        second = _second_start(tmp_path, first)
        assert second.returncode == 0
        assert second.stdout == "AMHP Desktop is running; its window was brought to the front.\n"
        assert first.poll() is None
    finally:
        first.terminate()
        first.communicate(timeout=30)


def _second_start(home: Path, first: "subprocess.Popen[str]") -> subprocess.CompletedProcess[str]:
    """Start once more when the first start has taken its place."""
    deadline = time.monotonic() + 30
    while not (home / "log.jsonl").exists():
        assert first.poll() is None, first.communicate()
        assert time.monotonic() < deadline
        os.sched_yield()
    return run(home)
