"""Dialogs about getting in: a new passphrase for somebody, closing an account, the recovery key shown once."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.passphrases import SHORTEST
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.ask import Dialog, FormDialog
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.fields import Field, TextField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import frame
from amhp_desktop.ui.settings.panel_form import PanelForm
from amhp_desktop.ui.settings.values import PassphraseField, SeeField

_GROUPS_IN_LINE = 4


class AskDialog(FormDialog):
    """A dialog with a few fields: the answer is carried out, and what is wrong with it shown beside them."""

    answered = Signal()
    """Fires when the verb was pressed."""

    def __init__(self, parent: QWidget, title: str, verb: str, subtitle: str, role: str = "primary") -> None:
        super().__init__(parent, title, verb, subtitle=subtitle, role=role)
        self.form = PanelForm()
        self._trouble = label("", "small", "red", wrap=True)
        self._trouble.hide()
        self.add(self.form)
        self.add(self._trouble)
        self.accepted.connect(self.answered)

    @override
    def open(self) -> None:
        editors: list[QWidget] = [field.editor for field in self.form.fields.values()]
        extra = self.form.findChildren(SeeField)
        chain = (*editors, *(each.box for each in extra), self.back, self.verb)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        super().open()
        first: Field = next(iter(self.form.fields.values()))
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong; what was typed stays."""
        left = self.form.show_problems(problems)
        self._trouble.setText(" ".join(problem.sentence for problem in left))
        self._trouble.setVisible(bool(left))
        self.form.go_to_first(problems)


class PassphraseDialog(AskDialog):
    """Ask for the new passphrase of somebody else."""

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        rules = self.tr("At least %1 characters. Tell it to the person yourself; they change it in Settings.")
        super().__init__(parent, title, verb, rules.replace("%1", str(SHORTEST)))
        self.passphrase = PassphraseField()
        self.form.add(self.tr("New passphrase"), self.passphrase, "passphrase")
        self.form.add_plain(SeeField(self.passphrase))


class ReasonDialog(AskDialog):
    """Ask why an account is closed."""

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        told = self.tr("The person is let in no longer. What they recorded stays, with their name.")
        super().__init__(parent, title, verb, told, "danger")
        self.reason = TextField()
        self.form.add(self.tr("Reason"), self.reason, "reason")


class RecoveryKeyDialog(Dialog):
    """Shows a new recovery key once: print it, then say that it is kept."""

    def __init__(self, parent: QWidget, key: str, print_key: Callable[[], None] | None) -> None:
        super().__init__(
            parent,
            self.tr("The new recovery key"),
            self.tr(
                "It opens the file when every passphrase is lost. It is not shown again, and the key printed "
                "before no longer opens anything. Print it and lock the paper away."
            ),
        )
        self.key_box = self._box(tuple(key.split("-")))
        self.body.addWidget(self.key_box)
        self.print_button = Button(self.tr("Print"), "printer")
        if print_key is not None:
            self.print_button.clicked.connect(print_key)
        else:
            self.print_button.hide()
        self.done_button = Button(self.tr("I have kept it"), "check", "primary")
        self.done_button.clicked.connect(self.finish)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self.done_button)

    @override
    def dismiss(self) -> None:
        """Stay: the key would be lost by a key pressed in passing."""
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, groups: tuple[str, ...]) -> QWidget:
        box = frame("sunken")
        box.setAccessibleName(self.tr("Recovery key: %1").replace("%1", " ".join(groups)))
        grid = QGridLayout(box)
        grid.setContentsMargins(16, 12, 16, 12)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.font("heading").pixelSize())
        for number, group in enumerate(groups):
            part = label(group)
            part.setFont(font)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            part.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            grid.addWidget(part, number // _GROUPS_IN_LINE, number % _GROUPS_IN_LINE)
        return box
