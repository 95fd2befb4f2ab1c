"""Who it is about: number, name, birth and where they are now; all of it may be unknown."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.requests import Gender, IntakeDraft, PersonDraft
from amhp_desktop.domain.when import age_on, london_day
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.fields import Choice, Clock, DateField, Field, NhsNumberField, ParsedField, TextField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.requests.intake_section import IntakeSection, at_top, empty, wide

TITLES = ("Mr", "Mrs", "Miss", "Ms", "Mx", "Dr")


class AgeField(ParsedField[int]):
    """An age in years, about right, of somebody whose birth date is not known."""

    @override
    def _read(self, typed: str) -> int:
        digits = typed.removesuffix("y").strip()
        if not digits.isdecimal() or int(digits) > 125:
            raise ValueError(self.tr("Enter an age in years."))
        return int(digits)

    @override
    def _show(self, value: int) -> str:
        return str(value)


class PersonSection(IntakeSection):
    """The person, as far as the caller knows them."""

    person_changed = Signal()
    """Fires when what somebody could be found by (name, NHS number) changed."""

    def __init__(self, grid: FormGrid, clock: Clock) -> None:
        super().__init__(grid)
        self._clock = clock
        self._base = PersonDraft()
        self.nhs_number = NhsNumberField()
        self.not_known = button(self.tr("Not known"))
        self.says = label("", "small", "green")
        self.family = TextField(self.tr("Family name"))
        self.given = TextField(self.tr("Given name"))
        self.called: Choice[str] = Choice(((one, one) for one in TITLES), self.tr("Title"))
        self.preferred = TextField(self.tr("Prefers"))
        self.born_on = DateField(clock, self.tr("dd/mm/yyyy"))
        self.age = label("", "small", "secondary")
        self.about_age = AgeField(self.tr("About age"))
        self.gender: Choice[Gender] = Choice((one, one.label) for one in Gender)
        self.where_now = TextField()
        self.where_detail = TextField(self.tr("Room, phone"))
        self._lay_out(grid)
        self._name_fields()
        self.not_known.clicked.connect(self._on_not_known_clicked)
        for line in (self.nhs_number, self.family, self.given):
            line.changed.connect(self.person_changed)

    def _lay_out(self, grid: FormGrid) -> None:
        grid.add_section(self.tr("Who is it about"), self.tr("leave blank whatever is not known"))
        number = ("nhs_number", wide(self.nhs_number, 170))
        grid.add_row(self.tr("NHS No."), (number, ("", at_top(self.not_known)), ("", at_top(self.says))))
        names = (("family", self.family), ("given", wide(self.given, 170)))
        more = (("title", wide(self.called, 88)), ("preferred", wide(self.preferred, 150)))
        grid.add_row(self.tr("Name"), (*names, *more), stretch=0)
        born = (("born_on", wide(self.born_on, 120)), ("", at_top(self.age)))
        about = (("about_age", wide(self.about_age, 96)), ("gender", wide(self.gender, 140)))
        grid.add_row(self.tr("Born"), (*born, *about, ("", QWidget())))
        room = ("where_detail", wide(self.where_detail, 200))
        grid.add_row(self.tr("Where now"), (("where_now", self.where_now), room), stretch=0)

    def _name_fields(self) -> None:
        self.family.set_name(self.tr("Family name"))
        self.given.set_name(self.tr("Given name"))
        self.called.set_name(self.tr("Title"))
        self.preferred.set_name(self.tr("Prefers to be called"))
        self.about_age.set_name(self.tr("About age in years"))
        self.gender.set_name(self.tr("Gender"))
        self.where_detail.set_name(self.tr("Room or telephone there"))
        self.not_known.setAccessibleName(self.tr("NHS No. not known"))

    @override
    def put_into(self, draft: IntakeDraft) -> IntakeDraft:
        call = replace(draft.call, where_now=self.where_now.value(), where_detail=self.where_detail.value())
        return replace(draft, call=call, person=self.person())

    def person(self) -> PersonDraft:
        """Return what is said about the person; an NHS number that is not valid stays as typed."""
        return replace(
            self._base,
            family=self.family.value(),
            given=self.given.value(),
            title=self.called.value() or "",
            preferred=self.preferred.value(),
            nhs_number=self.nhs_number.value() or self.nhs_number.text().strip(),
            born_on=self.born_on.value(),
            about_age=None if self.born_on.value() else self.about_age.value(),
            gender=self.gender.value() or Gender.NOT_KNOWN,
        )

    @override
    def show_draft(self, draft: IntakeDraft) -> None:
        self.where_now.set_value(draft.call.where_now)
        self.where_detail.set_value(draft.call.where_detail)
        self.show_person(draft.person)

    def show_person(self, person: PersonDraft) -> None:
        """Show what is known about somebody; what has no field here is kept beside the fields."""
        self._base = person
        if person.title and person.title not in TITLES:
            self.called.set_options((one, one) for one in (*TITLES, person.title))
        self.nhs_number.line.setText(person.nhs_number)
        if self.nhs_number.value() is not None:
            self.nhs_number.set_value(person.nhs_number)
        self.family.line.setPlaceholderText(self.tr("Family name"))
        self.family.set_value(person.family)
        self.given.set_value(person.given)
        self.called.set_value(person.title or None)
        self.preferred.set_value(person.preferred)
        self.born_on.set_value(person.born_on)
        self.about_age.set_value(person.about_age)
        self.gender.set_value(person.gender)

    def lock(self, *, is_locked: bool) -> None:
        """Let the person's fields be read only, as when somebody seen before is used."""
        lines: tuple[Field, ...] = (self.nhs_number, self.family, self.given, self.preferred, self.born_on)
        choices: tuple[Field, ...] = (self.called, self.about_age, self.gender)
        for field in (*lines, *choices):
            field.set_read_only(is_read_only=is_locked)
        self.not_known.setVisible(not is_locked)

    @override
    def adapt(self) -> None:
        born, today = self.born_on.value(), london_day(self._clock())
        self.age.setText(f"{age_on(born, today)}y" if born is not None and born <= today else "")
        self.about_age.setVisible(born is None)

    @override
    def tab_chain(self) -> tuple[QWidget, ...]:
        names = (self.family.line, self.given.line, self.called.box, self.preferred.line)
        born = (self.born_on.line, self.about_age.line, self.gender.box)
        where = (self.where_now.line, self.where_detail.line)
        return (self.nhs_number.line, self.not_known, *names, *born, *where)

    @override
    def first(self) -> Field:
        return self.nhs_number

    @override
    def mark_not_known(self, field: Field) -> Field | None:
        if field is self.nhs_number:
            empty(self.nhs_number)
            return self.family
        if field in {self.family, self.given, self.called, self.preferred}:
            for line in (self.family, self.given, self.preferred):
                empty(line)
            self.called.set_value(None)
            self.family.line.setPlaceholderText(self.tr("UNKNOWN"))
            return self.about_age
        if field is self.born_on:
            empty(self.born_on)
            return self.about_age
        return None

    def _on_not_known_clicked(self) -> None:
        empty(self.nhs_number)
        self.family.setFocus(Qt.FocusReason.TabFocusReason)
