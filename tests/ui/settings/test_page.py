"""The settings page: sections by keyboard, the look at once, and no typing lost on the way out."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.ask import Question
from amhp_desktop.ui.settings.about import AboutSection
from amhp_desktop.ui.settings.appearance import AppearanceSection
from amhp_desktop.ui.settings.service import ServiceSection
from amhp_desktop.ui.settings.values import NumberField
from tests.ui.settings.stage import Stage, focused, press, settle, write

At = Callable[[str], Stage]
SECTIONS = ("appearance", "service", "users", "backups", "audit", "about")


def test_arrow_keys_open_one_section_after_the_other(at: At) -> None:
    stage = at("marcus.oyelaran")
    stage.show("")
    assert stage.page.subtitle() == "Appearance"
    seen = []
    for _ in SECTIONS:
        seen.append(stage.page.subtitle())
        press(Qt.Key.Key_Down)
    assert seen == [
        "Appearance", "Service", "Users and roles", "Backup and restore", "Audit trail", "About"
    ]  # fmt: skip
    stage.do("section.previous")
    assert stage.page.subtitle() == "About"


def test_a_theme_and_a_text_size_are_in_force_at_once_and_remembered(at: At) -> None:
    stage = at("priya.raman")
    stage.show("appearance")
    section = stage.page.section
    assert isinstance(section, AppearanceSection)
    section.theme.setFocus()
    press(Qt.Key.Key_Right, times=2)
    press(Qt.Key.Key_Space)
    assert theme.current() == stage.look.theme != "light"
    section.scale.setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert theme.scale() == stage.look.scale > 1


@pytest.mark.parametrize("login", ["priya.raman", "marcus.oyelaran", "admin", "tomasz.wilk", "beth.lang"])
def test_everybody_sees_every_section_and_everything_in_it_has_a_name(at: At, login: str) -> None:
    stage = at(login)
    for section in SECTIONS:
        stage.show(section)
        for widget in stage.page.findChildren(QWidget):
            kinds = (QAbstractButton, QLineEdit, QComboBox)
            if (
                isinstance(widget, kinds)
                and widget.isVisible()
                and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            ):
                words = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or words or _spin(widget), (section, widget)
    assert stage.said == []


def _spin(widget: QWidget) -> bool:
    return widget.objectName() == "qt_spinbox_lineedit"


def test_settings_are_saved_and_what_is_wrong_stands_beside_its_field(at: At) -> None:
    stage = at("admin")
    stage.show("service")
    section = stage.page.section
    assert isinstance(section, ServiceSection)
    assert stage.page.reasons_off()["page.save"]
    section.form.fields["idle_minutes"].setFocus()
    write("1")
    section.form.fields["service_name"].setFocus()
    write("Fenwick AMHPs")
    stage.do("page.save")
    assert section.form.fields["idle_minutes"].problem == "Enter minutes from 2 to 30."
    assert focused() is section.form.fields["idle_minutes"].editor
    write("5")
    stage.do("page.save")
    now = stage.opened.services.settings.now()
    assert (now.service_name, now.idle_minutes) == ("Fenwick AMHPs", 5)
    assert stage.said[-1].kind == "success"
    assert not stage.page.has_unsaved


def test_two_peoples_settings_are_put_side_by_side(at: At) -> None:
    first, second = at("admin"), at("marcus.oyelaran")
    for stage, minutes in ((first, 5), (second, 20)):
        stage.show("service")
        section = stage.page.section
        assert isinstance(section, ServiceSection)
        field = section.form.fields["idle_minutes"]
        assert isinstance(field, NumberField)
        field.set_value(minutes)
    first.do("page.save")
    second.do("page.save")
    dialogs = [each for each in second.page.window().children() if type(each).__name__ == "ConflictDialog"]
    assert len(dialogs) == 1
    assert second.opened.services.settings.now().idle_minutes == 5


def test_those_who_may_not_change_settings_can_read_them_and_are_told_whom_to_ask(at: At) -> None:
    stage = at("tomasz.wilk")
    stage.show("service")
    section = stage.page.section
    assert isinstance(section, ServiceSection)
    line = section.form.fields["service_name"].editor
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert line.text() == "Northmere AMHP Service"
    assert "Administrator" in stage.page.reasons_off()["page.save"]


def test_leaving_with_something_typed_asks_first(at: At) -> None:
    stage = at("admin")
    stage.show("service")
    section = stage.page.section
    assert isinstance(section, ServiceSection)
    section.form.fields["service_name"].setFocus()
    write("Half")
    stage.show("about")
    assert stage.page.list.buttons["service"].accessibleDescription() == "Not saved"
    assert not stage.page.may_leave()
    assert stage.page.subtitle() == "Service"
    question = next(each for each in stage.page.window().children() if isinstance(each, Question))
    question.answer("discard")
    settle()
    assert stage.page.may_leave()


def test_about_says_what_the_program_is_and_is_not(at: At) -> None:
    stage = at("beth.lang")
    stage.show("about")
    section = stage.page.section
    assert isinstance(section, AboutSection)
    said = " ".join(value.accessibleName() for value in section.facts())
    assert "not instead of it" in said
    assert "Version: AMHP Desktop" in said
    assert "demonstration.db" in said
    assert "Lucide" in section.notices.toPlainText()
