"""Unsaved work is on the disk, encrypted, from the moment it was kept, whatever happens to the program."""

import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.drafts import (
    DraftStore,
    PersonalDraftKey,
    TrainingDraftKey,
    path_for,
    set_drafts_aside,
)
from amhp_desktop.storage.local.engine import connect
from amhp_desktop.storage.local.troubles import (
    DatabaseDamaged,
    DiskFull,
    KeyDoesNotFit,
    NotForTraining,
    NotOurFile,
    WrongPassphrase,
)
from tests.integration.local.conftest import LOGIN, MARKER, PASSPHRASE, Local

AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return path_for(tmp_path / "drafts", LOGIN)


def test_a_draft_comes_back_until_it_is_discarded(path: Path) -> None:
    store = DraftStore(path, KEY)
    store.keep("request", "new-1", '{"a": 1}', AT)
    store.keep("request", "new-1", '{"a": 2}', AT + timedelta(seconds=2))
    store.keep("contact", "7", "{}", AT)
    store.close()
    store = DraftStore(path, KEY)
    (draft,) = store.all("request")
    assert (draft.kind, draft.key, draft.json_text, draft.at) == (
        "request", "new-1", '{"a": 2}', AT + timedelta(seconds=2),
    )  # fmt: skip
    assert [each.kind for each in store.all()] == ["request", "contact"]
    store.discard("request", "new-1")
    store.discard("request", "never kept")
    assert [each.kind for each in store.all()] == ["contact"]
    store.close()


def test_neither_files_nor_names_nor_reprs_show_whose_or_what(path: Path) -> None:
    store = DraftStore(path, PersonalDraftKey(path, LOGIN, PASSPHRASE).find())
    store.keep("request", "new-1", json.dumps({"narrative": MARKER}), AT)
    assert MARKER not in repr(store.all())
    assert PASSPHRASE not in repr(PersonalDraftKey(path, LOGIN, PASSPHRASE))
    for file in path.parent.iterdir():
        assert LOGIN not in file.name
        assert MARKER.encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    store.close()


def test_a_person_finds_the_same_key_again_and_only_with_the_passphrase(path: Path) -> None:
    raw_key = PersonalDraftKey(path, LOGIN, "pg pass").find()  # PostgreSQL's own rule accepted it
    assert PersonalDraftKey(path, LOGIN, "pg pass").find() == raw_key
    changed = PersonalDraftKey(path, LOGIN, "newer pass")
    with pytest.raises(WrongPassphrase):
        changed.find()
    changed.change_passphrase("pg pass")
    assert changed.find() == raw_key
    with pytest.raises(NotForTraining):
        TrainingDraftKey(path).find()


def test_training_drafts_need_no_passphrase(path: Path) -> None:
    raw_key = TrainingDraftKey(path).find()
    assert TrainingDraftKey(path).find() == raw_key


def test_two_people_have_two_files_and_spelling_makes_no_third(tmp_path: Path) -> None:
    assert path_for(tmp_path, "Jo ") == path_for(tmp_path, "jo")
    assert path_for(tmp_path, "sam") != path_for(tmp_path, "jo")


def test_damaged_drafts_are_noticed_put_aside_and_begun_anew(path: Path) -> None:
    store = DraftStore(path, PersonalDraftKey(path, LOGIN, PASSPHRASE).find())
    store.keep("request", "1", MARKER * 2000, AT)
    store.close()
    content = bytearray(path.read_bytes())
    content[-9] ^= 1
    path.write_bytes(content)
    raw_key = PersonalDraftKey(path, LOGIN, PASSPHRASE).find()
    with pytest.raises(DatabaseDamaged):
        DraftStore(path, raw_key)
    aside = set_drafts_aside(path, AT)
    assert aside is not None
    assert aside.read_bytes() == content
    assert keys.unlock(keys.beside(aside), LOGIN, PASSPHRASE) == raw_key
    DraftStore(path, PersonalDraftKey(path, LOGIN, PASSPHRASE).find()).close()
    assert set_drafts_aside(path.with_name("none.db"), AT) is None


def test_another_key_or_another_file_is_refused(path: Path, local: Local) -> None:
    DraftStore(path, KEY).close()
    with pytest.raises(KeyDoesNotFit):
        DraftStore(path, bytes(32))
    with pytest.raises(NotOurFile):
        DraftStore(local.path, local.raw_key)
    path.write_text("hello " * 1000)
    with pytest.raises(NotOurFile):
        DraftStore(path, KEY)


def test_a_full_disk_is_said_in_words_and_earlier_drafts_stay(path: Path) -> None:
    store = DraftStore(path, KEY)
    store.keep("request", "1", "{}", AT)
    store._connection.execute("PRAGMA max_page_count = 10").fetchall()
    with pytest.raises(DiskFull):
        store.keep("request", "2", "x" * 100_000, AT)
    assert [draft.key for draft in store.all()] == ["1"]
    store._connection.execute("PRAGMA max_page_count = 1000").fetchall()
    store.keep("request", "2", "x" * 100_000, AT)
    store.close()
    store = DraftStore(path, KEY)
    assert len(store.all()) == 2
    store.close()


ROOT = Path(__file__).parents[3]
TYPIST = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from amhp_desktop.storage.local.drafts import DraftStore
store = DraftStore(Path(sys.argv[1]), bytes(range(32)))
number = int(sys.argv[2])
while True:
    number += 1
    store.keep("request", "new", json.dumps({"number": number, "text": "word " * (number % 900)}), datetime.now(UTC))
    print(number, flush=True)
"""


def test_killed_in_the_middle_of_typing_nothing_kept_is_lost_and_every_draft_is_whole(path: Path) -> None:
    chance = random.Random(7)
    acknowledged = 0
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", TYPIST, path, str(acknowledged)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert child.stdout is not None
        for _ in range(chance.randrange(1, 60)):
            acknowledged = int(child.stdout.readline())
        child.kill()
        for line in child.stdout.read().splitlines():
            acknowledged = int(line)
        child.wait(10)
        child.stdout.close()
        store = DraftStore(path, KEY)
        (draft,) = store.all()
        store.close()
        values = json.loads(draft.json_text)
        assert values["number"] in {acknowledged, acknowledged + 1}
        assert values["text"] == "word " * (values["number"] % 900)
        acknowledged = values["number"]


def test_drafts_on_a_full_disk_from_the_beginning_are_said_in_words(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect_with_no_room(path: Path, raw_key: bytes, application_id: int) -> object:
        connection = connect(path, raw_key, application_id)
        connection.execute("PRAGMA max_page_count = 1").fetchall()
        return connection

    with monkeypatch.context() as patched:
        patched.setattr("amhp_desktop.storage.local.drafts.connect", connect_with_no_room)
        with pytest.raises(DiskFull):
            DraftStore(path, KEY)
    store = DraftStore(path, KEY)
    store.keep("request", "1", "{}", AT)
    store.close()
