"""The hospital's blank: typing looks through the directory, choosing writes name, address and postcode."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QListView

from amhp_desktop.domain.forms import Field as FormField
from amhp_desktop.services.carried import address
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.ui.paperwork.blanks import BlankField

HOSPITAL_KEY = "hospital_name_address"
_FEWEST_LETTERS = 2


class HospitalField(BlankField):
    """A blank for a hospital's name and address with the directory behind it."""

    def __init__(self, spec: FormField) -> None:
        super().__init__(spec)
        self._lines: tuple[HospitalLine, ...] = ()
        self._offers = QStringListModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(8)
        self._popup = QListView()
        self._popup.setAccessibleName(self.tr("Hospitals of the directory"))
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._on_chosen)
        self.text.set_completer(self._completer, self._popup)
        self.text.typed.connect(self._on_typed)

    def set_hospitals(self, lines: tuple[HospitalLine, ...]) -> None:
        """Take the directory: each hospital is offered, and each of its wards with it."""
        self._lines = lines
        offers = [
            address(name, line.address, line.postcode)
            for line in lines
            for name in (line.name, *(f"{ward.label}, {line.name}" for ward in line.wards))
        ]
        self._offers.setStringList(offers)

    def lacks_postcode(self) -> str:
        """Return the name of the hospital that stands here and has no postcode in the directory either."""
        text = self.text.toPlainText()
        return next((line.name for line in self._lines if line.name in text and not line.postcode), "")

    def _on_typed(self) -> None:
        typed = self.text.toPlainText().strip()
        self._completer.setCompletionPrefix(typed)
        count = self._completer.completionCount()
        is_written_out = count == 1 and self._completer.currentCompletion() == typed
        if len(typed) < _FEWEST_LETTERS or not count or is_written_out or not self.text.hasFocus():
            self._popup.hide()
            return
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        self._completer.complete(self.text.rect())

    def _on_chosen(self, offer: str) -> None:
        self.text.replace_text(offer)
