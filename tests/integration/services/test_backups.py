"""Backups count only when they are proved, are rehearsed on demand, and come back as they were."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.services.backups import RecordedDraft, restore_backup
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, create_local, open_local
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.service_settings import SettingsDraft
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration
from tests.support.service import local_service
from tests.support.service import open_local as open_demonstration

SECRET = "violet harbour sings 29"


class Local:
    """A local database that can be opened again and again."""

    def __init__(self, folder: Path, clock: MovableClock) -> None:
        self.folder, self.clock = folder, clock
        self.path = folder / "northmere.amhp"
        new = NewService("Northmere", "Northmere Council", "Lee", "Ada", "ada.lee")
        self.recovery_key = create_local(self.path, new, SECRET, clock)
        self.opened = self.open(self.path)

    def open(self, path: Path) -> Opened:
        return open_local(LocalSignIn(path, "ada.lee", SECRET, self.folder / "drafts"), self.clock)

    def rename(self, name: str) -> None:
        settings = self.opened.services.settings
        settings.save(settings.load(), SettingsDraft(service_name=name), operation("settings:save"))


@pytest.fixture
def local(tmp_path: Path, clock: MovableClock) -> Iterator[Local]:
    made = Local(tmp_path, clock)
    yield made
    made.opened.close()


def test_a_new_database_has_no_backup_and_says_so(local: Local) -> None:
    state = local.opened.services.backups.state()
    assert state.is_old
    assert state.in_words() == "No backup yet · restore never tested"


def test_a_backup_is_made_proved_and_rehearsed(local: Local) -> None:
    backups, steps = local.opened.services.backups, []
    made = backups.back_up_now(lambda done, total, words: steps.append((done, total, words)))
    assert steps[0][0] == 0
    assert steps[-1][:2] == (3, 3)
    assert "audit trail" in steps[1][2]
    local.clock.move(timedelta(hours=3))
    assert backups.test_restore().backup == made
    state = backups.state()
    assert state.backups == (made,)
    assert not state.is_old
    assert state.in_words() == "Backup 3hr old · restore tested 24-Nov-2026"
    local.clock.move(timedelta(days=2))
    assert backups.state().is_old


def test_the_first_opening_of_a_day_makes_a_backup(local: Local) -> None:
    backups = local.opened.services.backups
    assert backups.back_up_if_due() is not None
    assert backups.back_up_if_due() is None
    local.clock.move(timedelta(days=1))
    assert backups.back_up_if_due() is not None
    assert len(backups.state().backups) == 2


def test_backups_go_where_the_service_wants_them(local: Local, tmp_path: Path) -> None:
    settings = local.opened.services.settings
    chosen = tmp_path / "network drive" / "backups"
    settings.save(settings.load(), SettingsDraft(backup_folder=str(chosen)), operation("settings:save"))
    local.opened.services.backups.back_up_now()
    assert len(tuple(chosen.glob("amhp-backup-*"))) == 1


def test_a_backup_of_a_tampered_database_does_not_count(local: Local) -> None:
    with local.opened.database.engine.begin() as connection:
        found = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'"
        )
        for name in found.scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("UPDATE audit_event SET actor = 'nobody' WHERE seq = 3")
    with pytest.raises(Trouble, match="audit trail does not hold"):
        local.opened.services.backups.back_up_now()
    assert local.opened.services.backups.state().backups == ()


def test_a_wound_back_database_is_found_by_the_anchor_kept_with_the_backup(local: Local) -> None:
    backups = local.opened.services.backups
    backups.back_up_now()
    folder = backups.folder
    assert folder is not None
    local.rename("Fenwick")
    local.clock.move(timedelta(hours=1))
    assert local.opened.services.audit.verify().is_sound
    local.opened.close()
    restore_backup(folder, local.path)
    local.opened = local.open(local.path)
    check = local.opened.services.audit.verify()
    assert not check.is_sound
    assert "anchor" in check.findings[0].sentence


@pytest.mark.parametrize("secret", ["", SECRET, "the recovery key"])
def test_a_restored_backup_holds_what_was_there_then(local: Local, tmp_path: Path, secret: str) -> None:
    local.opened.services.backups.back_up_now()
    folder = local.opened.services.backups.folder
    assert folder is not None
    local.rename("Fenwick")
    (one,) = folder.glob("amhp-backup-*")
    target = tmp_path / "restored" / "northmere.amhp"
    given = local.recovery_key if secret == "the recovery key" else secret
    assert restore_backup(one, target, given) is None
    restored = local.open(target)
    assert restored.service_name == "Northmere"
    restored.close()


def test_a_restore_touches_nothing_where_the_secret_or_the_folder_is_wrong(
    local: Local, tmp_path: Path
) -> None:
    local.opened.services.backups.back_up_now()
    folder = local.opened.services.backups.folder
    assert folder is not None
    target = tmp_path / "restored.amhp"
    with pytest.raises(Trouble, match="passphrase"):
        restore_backup(folder, target, "granite otter whistles 81")
    with pytest.raises(Trouble, match="no complete backup"):
        restore_backup(tmp_path / "drafts", target)
    assert not target.exists()


def test_a_shared_database_shows_what_its_keepers_told(demonstration: Demonstration) -> None:
    manager = demonstration.services("marcus.oyelaran")
    if demonstration.is_local:
        return
    assert manager.backups.state().in_words() == "Backup not recorded · restore never tested"
    with pytest.raises(Refused, match="not come yet"):
        manager.backups.record(RecordedDraft(date(2030, 1, 1)), operation("backup:record"))
    manager.backups.record(RecordedDraft(date(2026, 11, 24), date(2026, 11, 12)), operation("backup:record"))
    state = demonstration.services().backups.state()
    assert state.in_words() == "Backup 24-Nov-2026 · restore tested 12-Nov-2026"
    assert not state.is_made_here
    with pytest.raises(Refused, match="administrators"):
        manager.backups.back_up_now()
    assert manager.backups.back_up_if_due() is None


def test_the_demonstration_practises_backups_but_needs_none(tmp_path: Path, clock: MovableClock) -> None:
    backups = local_service(tmp_path, clock).backups
    assert backups.back_up_if_due() is None
    backups.back_up_now()
    backups.test_restore()
    afresh = open_demonstration(tmp_path, clock, afresh=True)
    assert afresh.services.backups.state().backups == ()
    afresh.close()


def test_only_those_who_may_make_backups(demonstration: Demonstration) -> None:
    with pytest.raises(Refused, match="back up and restore"):
        demonstration.services("tomasz.wilk").backups.back_up_now()
