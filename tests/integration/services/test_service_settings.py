"""The service's settings hold for everybody, and two people's changes to them meet without loss."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.services.service_settings import Contact, SettingsDraft
from tests.integration.services import acts
from tests.support.demonstrations import Demonstration


def test_a_changed_standard_sets_the_next_due_time(demonstration: Demonstration) -> None:
    manager = demonstration.services("marcus.oyelaran")
    loaded = manager.settings.load()
    changed = replace(loaded.draft, amber_hours=10, contact_1="Duty desk", phone_1="01632 960118")
    manager.settings.save(loaded, changed, operation("settings:save"))
    assert manager.settings.contacts() == (Contact("Duty desk", "01632 960118"),)
    priya = demonstration.services()
    request = acts.record(priya)
    acts.triage(priya, request)
    view = priya.reader.view(request)
    assert view.due_at == view.call.draft.received_at + timedelta(hours=10)


def test_two_people_who_change_different_settings_both_keep_theirs(demonstration: Demonstration) -> None:
    manager, admin = (demonstration.services(login).settings for login in ("marcus.oyelaran", "admin"))
    first, second = manager.load(), admin.load()
    manager.save(first, replace(first.draft, idle_minutes=5), operation("settings:save"))
    with pytest.raises(Stale) as stale:
        admin.save(second, replace(second.draft, idle_minutes=20, red_hours=2), operation("settings:save"))
    assert [clash.theirs for clash in stale.value.clashes] == ["5"]
    assert stale.value.kept_mine == ("Red hours",)
    now = replace(admin.load(), version=stale.value.version)
    admin.save(now, replace(now.draft, red_hours=2), operation("settings:save"))
    assert (admin.now().idle_minutes, admin.now().red_hours) == (5, 2)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"service_name": " "}, {"service_name"}),
        ({"red_hours": None, "idle_minutes": 1}, {"red_hours", "idle_minutes"}),
        ({"red_hours": 48}, {"amber_hours"}),
        ({"backup_folder": "backups"}, {"backup_folder"}),
        ({"contact_2": "Manager"}, {"phone_2"}),
        ({"phone_3": "01632 960118"}, {"contact_3"}),
        ({"contact_1": "Desk", "phone_1": "ring us"}, {"phone_1"}),
    ],
)
def test_settings_that_will_not_do_are_refused_at_once_beside_their_fields(
    demonstration: Demonstration, wrong: dict[str, object], fields: set[str]
) -> None:
    settings = demonstration.services("admin").settings
    loaded = settings.load()
    with pytest.raises(Refused) as refused:
        settings.save(loaded, replace(loaded.draft, **wrong), operation("settings:save"))  # type: ignore[arg-type]
    assert {problem.field for problem in refused.value.problems} == fields


def test_only_those_who_may_change_the_settings_do(demonstration: Demonstration) -> None:
    settings = demonstration.services().settings
    with pytest.raises(Refused, match="settings"):
        settings.save(settings.load(), SettingsDraft("Fenwick"), operation("settings:save"))
