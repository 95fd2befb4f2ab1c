"""The form on screen, made from its definition: numbered sections, blanks with their source, open choices."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Weight
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.domain.forms import Choice, FieldKind, FormDefinition
from amhp_desktop.services.carried import Carried
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.chips import Priority
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.paperwork.blanks import BlankField, DayField, SignatureField, TickField
from amhp_desktop.ui.paperwork.choosing import ChoiceField
from amhp_desktop.ui.paperwork.hospital import HOSPITAL_KEY, HospitalField
from amhp_desktop.ui.paperwork.outline import FormEntry, Part, parts_of

EntryField = BlankField | DayField | TickField | SignatureField | ChoiceField
_LABEL_WIDTH = 132


class _Number(QWidget):
    """The number of a section in a disc; its title says the rest."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        side = round(18 * theme.scale())
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("border.subtle"))
        painter.setBrush(theme.colour("surface.sunken"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.colour("text.secondary"))
        painter.setFont(theme.font("caption", 600))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Section(QWidget):
    """A section: number, title, what is wrong in it, and its entries."""

    def __init__(self, number: int, part: Part) -> None:
        super().__init__()
        self.keys = tuple(entry.key for entry in part.entries)
        self._state = Priority("red", "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("s2"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s2"))
        head.addWidget(_Number(number))
        head.addWidget(label(part.title, "strong"), 1)
        head.addWidget(self._state)
        self._column.addLayout(head)
        self._state.hide()

    def add(self, row: QWidget) -> None:
        """Put an entry below the others."""
        self._column.addWidget(row)

    def show_state(self, rag: str, words: str) -> None:
        """Say at the right how the section stands; nothing for no words."""
        self._state.set_priority(rag, words)
        self._state.setVisible(bool(words))


class FormEditor(QWidget):
    """All entries of one form; holds values, shows problems and knows the way to each entry."""

    changed = Signal()
    """Fires when a person changed an entry."""

    def __init__(self, definition: FormDefinition, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._definition = definition
        self._clock = clock
        self._values = EMPTY
        self._is_showing = False
        self._fields: dict[str, EntryField] = {}
        self._rows: dict[str, QWidget] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(20)
        self._sections = tuple(
            self._section(number, part) for number, part in enumerate(parts_of(definition), 1)
        )
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        self._area: QScrollArea = scrolled(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.setAccessibleName(self.tr("Form {form}").format(form=definition.form))
        self._show_what_applies()

    def _section(self, number: int, part: Part) -> _Section:
        made = _Section(number, part)
        for entry in part.entries:
            field = self._field(entry)
            self._fields[entry.key] = field
            self._rows[entry.key] = self._row(entry, field)
            made.add(self._rows[entry.key])
            field.changed.connect(self._on_changed)
        return made

    def _field(self, entry: FormEntry) -> EntryField:
        if isinstance(entry, Choice):
            return ChoiceField(entry)
        if entry.key == HOSPITAL_KEY:
            return HospitalField(entry)
        if entry.kind is FieldKind.DATE:
            return DayField(entry, self._clock)
        if entry.kind is FieldKind.TICK:
            return TickField(entry)
        return SignatureField(entry) if entry.kind is FieldKind.SIGNATURE else BlankField(entry)

    def _row(self, entry: FormEntry, field: EntryField) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        is_tick = isinstance(field, TickField)
        question = entry.question if isinstance(entry, Choice) else entry.label
        words = label("" if is_tick else question, "label", wrap=True)
        keep_width(words, _LABEL_WIDTH)
        words.setContentsMargins(0, 4 if isinstance(entry, Choice) else 6, 8, 0)
        words.setBuddy(field.editor)
        line.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(field, 1)
        return row

    # ---- values

    def value(self) -> FormValues:
        """Return the form's values as they stand on screen."""
        values = self._values
        for field in self._fields.values():
            values = field.put_into(values)
        return values

    def show_values(self, values: FormValues) -> None:
        """Show other values; entries that are the same keep their cursor."""
        self._is_showing = True
        self._values = values
        for field in self._fields.values():
            field.show_values(values)
        self._is_showing = False
        self._show_what_applies()

    def show_sources(self, carried: tuple[Carried, ...]) -> None:
        """Say at each entry that still is as the record has it where it comes from."""
        values = self.value()
        for key, field in self._fields.items():
            same = (one for one in carried if one.key == key and _is_as_carried(one, values))
            field.set_source(next((one.source for one in same), ""))

    def set_hospitals(self, lines: tuple[HospitalLine, ...]) -> None:
        """Give the hospital's blank its directory."""
        for field in self._fields.values():
            if isinstance(field, HospitalField):
                field.set_hospitals(lines)

    @property
    def fields(self) -> Mapping[str, EntryField]:
        """Return the entries by key."""
        return MappingProxyType(self._fields)

    def _on_changed(self) -> None:
        if not self._is_showing:
            self._show_what_applies()
            self.changed.emit()

    def _show_what_applies(self) -> None:
        """Show an alternative's entries once it is kept; what was entered before stays in sight."""
        values = self.value()
        for key, row in self._rows.items():
            field = self._fields[key]
            guard = field.spec.when if isinstance(field, ChoiceField) else self._definition.guard_of(key)
            is_filled = values.has(key) or bool(values.chosen(key))
            row.setVisible(is_filled or self._definition.is_asked(guard, values))

    # ---- problems

    def show_problems(self, sentences: Mapping[str, tuple[str, Weight]], signatory: str) -> None:
        """Show a sentence at each entry named and clear the others; an open choice is the signatory's."""
        values = self.value()
        for key, field in self._fields.items():
            sentence, weight = sentences.get(key, ("", Weight.LOOK))
            if isinstance(field, ChoiceField) and not values.chosen(key):
                field.leave_to(signatory)
            elif sentence:
                field.set_problem(sentence, weight)
            elif field.problem and not (isinstance(field, DayField) and not field.is_readable):
                field.set_problem(None)

    def show_states(self, states: Mapping[str, tuple[str, str]]) -> None:
        """Show at each section the gravest (rag, words) of its entries' states."""
        for section in self._sections:
            found = [states[key] for key in section.keys if key in states]
            section.show_state(*_summary(found, self.tr("{count} to put right")))

    # ---- the way to an entry

    def go_to(self, key: str) -> bool:
        """Put the keyboard into an entry and bring it into view; say whether there is one."""
        field = self._fields.get(key)
        if field is None or not self._rows[key].isVisibleTo(self):
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self._rows[key], 24, 48)
        return True

    def current_key(self) -> str:
        """Return the entry the keyboard is in, or nothing."""
        focus = QApplication.focusWidget()
        for key, row in self._rows.items():
            if focus is not None and row.isAncestorOf(focus):
                return key
        return ""

    def next_section(self) -> None:
        """Go to the first entry of the next section."""
        self._go_section(1)

    def previous_section(self) -> None:
        """Go to the first entry of the section before."""
        self._go_section(-1)

    def _go_section(self, step: int) -> None:
        here = self.current_key()
        places = [place for place, section in enumerate(self._sections) if here in section.keys]
        place = (places[0] + step) if places else 0
        if 0 <= place < len(self._sections):
            next((key for key in self._sections[place].keys if self.go_to(key)), "")


def _is_as_carried(carried: Carried, values: FormValues) -> bool:
    if carried.day is not None:
        return values.day(carried.key) == carried.day
    return values.text(carried.key) == carried.text


def _summary(found: list[tuple[str, str]], many: str) -> tuple[str, str]:
    """Return one state as it is, and several as their number in the gravest one's shape."""
    if not found:
        return ("green", "")
    rag = "red" if any(rag == "red" for rag, _ in found) else "amber"
    return (rag, found[0][1]) if len(found) == 1 else (rag, many.format(count=len(found)))
