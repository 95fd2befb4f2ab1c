"""The signatory's own statements: alternatives of which none is ever chosen beforehand."""

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Weight
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import Choice
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import IconButton
from amhp_desktop.ui.kit.fields import Field, pass_shortcuts
from amhp_desktop.ui.kit.flow import FlowLayout


class ChoiceField(Field):
    """Radio buttons (check boxes where several may be kept), and a way to take the choice back."""

    def __init__(self, spec: Choice) -> None:
        self._row = QWidget()
        super().__init__(self._row)
        self.spec = spec
        self._group = QButtonGroup(self)
        self._group.setExclusive(not spec.several)
        self.buttons: tuple[QAbstractButton, ...] = tuple(self._made(option.label) for option in spec.options)
        self.back = IconButton("undo-2", self.tr("Take back: {question}").format(question=spec.question))
        self.back.set_compact()
        self.back.clicked.connect(self._on_back_clicked)
        flow = FlowLayout(self._row, gap=16, row_gap=0)
        for made in self.buttons:
            flow.addWidget(made)
        flow.addWidget(self.back)
        self.back.hide()
        self.setFocusProxy(self.buttons[0])
        self.set_name(spec.question)
        for made in self.buttons:
            made.toggled.connect(self._on_toggled)

    def _made(self, words: str) -> QAbstractButton:
        made = QCheckBox(words) if self.spec.several else QRadioButton(words)
        made.setAccessibleName(words)
        made.setAccessibleDescription(self.spec.question)
        pass_shortcuts(made)
        self._group.addButton(made)
        return made

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - theme.size("icon") - 12
        for option, made in zip(self.spec.options, self.buttons, strict=True):
            made.setText(_wrapped(option.label, made.fontMetrics(), room))

    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.back.setVisible(bool(self._kept()))
        if is_on or self.spec.several or not self._kept():
            self.changed.emit()

    def _on_back_clicked(self) -> None:
        self.buttons[0].setFocus()
        self._choose(())
        self.changed.emit()

    def _kept(self) -> tuple[str, ...]:
        options = zip(self.spec.options, self.buttons, strict=True)
        return tuple(option.key for option, made in options if made.isChecked())

    def _choose(self, kept: tuple[str, ...]) -> None:
        self._group.setExclusive(False)
        for option, made in zip(self.spec.options, self.buttons, strict=True):
            made.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            made.setChecked(option.key in kept)
            made.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._group.setExclusive(not self.spec.several)
        self.back.setVisible(bool(kept))

    def set_source(self, source: str) -> None:
        """Say nothing: a statement is never carried over."""

    def show_values(self, values: FormValues) -> None:
        """Show what the signatory chose."""
        if values.chosen(self.spec.key) != self._kept():
            self._choose(values.chosen(self.spec.key))

    def put_into(self, values: FormValues) -> FormValues:
        """Return the values with what is chosen here."""
        return values.with_choice(self.spec.key, *self._kept())

    def leave_to(self, signatory: str) -> None:
        """Say below an open choice whose it is."""
        words = self.tr("Never filled in for you. {name} decides.")
        self.set_problem(words.format(name=signatory or self.tr("The signatory")), Weight.LOOK)


def _wrapped(words: str, metrics: QFontMetrics, room: int) -> str:
    """Return the words in lines that fit; the toolkit's buttons break none themselves."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
