"""The palette (Ctrl+K): find people, requests, staff and forms, or carry out a command."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.actions import ActionCatalogue, key_words
from amhp_desktop.ui.shell.overlay import Overlay
from amhp_desktop.ui.shell.palette_box import PaletteBox
from amhp_desktop.ui.shell.palette_items import Finder, PaletteItem, best, command_item, sections

_PAUSE = 120
_WIDTH = 680
_COMMANDS_ONLY = ">"


class Palette(Overlay):
    """A box over the window with one field; letters typed search, Enter opens what is chosen.

    Records come from ``finder``, asked off the GUI thread after a short pause in typing; an answer to an
    older question is dropped. Commands and blank forms are found at once. Enter pressed before the answer
    came waits for it, so that fast typing opens what was meant.
    """

    chosen = Signal(object)
    """Fires when a place was chosen; carries a ``Place``. Commands are carried out by the catalogue."""

    def __init__(
        self,
        catalogue: ActionCatalogue,
        runner: TaskRunner,
        finder: Finder,
        forms: tuple[PaletteItem, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._runner, self._finder, self._forms = catalogue, runner, finder, forms
        self._number = 0
        self._found: tuple[PaletteItem, ...] = ()
        self._failed = ""
        self._only = ""
        self._is_searching = self._opens_when_found = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.box = PaletteBox(self)
        self.box.field.textEdited.connect(self._on_field_edited)
        self.box.field.stepped.connect(self.box.step)
        self.box.field.narrowed.connect(self._narrow)
        self.box.field.accepted.connect(self._accept)
        self.box.clicked.connect(self._open_chosen)
        theme.notifier().changed.connect(self._fit)

    def open_with(self, text: str = "") -> None:
        """Open with the field filled; ``>`` shows commands only."""
        self._only = ""
        self.box.field.setText(text)
        self._on_field_edited(text)
        self.open_over()
        self.box.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_field_edited(self, text: str) -> None:
        self._number += 1
        self._failed = ""
        self._opens_when_found = False
        self._is_searching = bool(text.strip()) and not text.startswith(_COMMANDS_ONLY)
        if self._is_searching:
            self._pause.start()
        else:
            self._pause.stop()
            self._found = ()
        self._show()

    def _ask(self) -> None:
        self._pause.stop()
        number, query = self._number, self.box.field.text().strip()
        self._runner.query(
            partial(self._finder, query),
            owner=self,
            done=partial(self._on_found, number),
            failed=partial(self._on_failed, number),
        )

    def _on_found(self, number: int, found: tuple[PaletteItem, ...]) -> None:
        if number == self._number and not self.isHidden():
            self._take(found, "")

    def _on_failed(self, number: int, trouble: Trouble) -> None:
        if number == self._number and not self.isHidden():
            self._take((), trouble.happened)

    def _take(self, found: tuple[PaletteItem, ...], failed: str) -> None:
        self._found, self._failed = found, failed
        self._is_searching = False
        self._show()
        if self._opens_when_found:
            self._open_chosen()

    def _items(self) -> tuple[str, tuple[PaletteItem, ...]]:
        """Return what was typed without the command sign, and everything that answers it."""
        text = self.box.field.text()
        commands = [
            command_item(command, key_words(command.shortcut))
            for command in self._catalogue.commands()
            if not self._catalogue.reason(command.id) and command.id != "palette.open"
        ]
        if text.startswith(_COMMANDS_ONLY):
            query = text.removeprefix(_COMMANDS_ONLY).strip()
            return query, best(commands, query)
        query = text.strip()
        forms = best(self._forms, query) if query else ()
        return query, (*self._found, *best(commands, query), *forms)

    def _show(self) -> None:
        query, items = self._items()
        self._only = self._only if any(item.group == self._only for item in items) else ""
        self.box.scope.setText(self._only or self.tr("Everything"))
        self.box.show_found(sections(items, self._only), query, self._nothing_words(query))
        self._fit()

    def _nothing_words(self, query: str) -> str:
        if self._is_searching:
            return self.tr("Searching for “{query}”").format(query=query)
        if self._failed:
            words = self.tr("{trouble} Commands and blank forms can still be found.")
            return words.format(trouble=self._failed)
        words = self.tr(
            "Nothing matches “{query}”. Searched names, NHS No., references, addresses, staff and services, "
            "commands and blank forms. Fewer letters find more."
        )
        return words.format(query=query)

    def _fit(self) -> None:
        width = min(round(_WIDTH * theme.scale()), self.width() - 2 * theme.space("s4"))
        top = max(theme.space("s4"), round(self.height() * 0.11))
        self.box.fit(width, self.height() - top - theme.space("s4"))
        self.box.move((self.width() - self.box.width()) // 2, top)

    @override
    def cover(self) -> None:
        super().cover()
        self._fit()

    def _narrow(self, by: int) -> None:
        groups = ["", *dict.fromkeys(item.group for item in self._items()[1])]
        self._only = groups[(groups.index(self._only) + by) % len(groups)]
        self._show()

    def _accept(self) -> None:
        if not self._is_searching:
            self._open_chosen()
            return
        self._opens_when_found = True
        if self._pause.isActive():
            self._ask()

    def _open_chosen(self) -> None:
        item = self.box.chosen()
        self._opens_when_found = False
        if item is None:
            return
        self.close_over()
        if isinstance(item.target, str):
            self._catalogue.trigger(item.target)
        else:
            self.chosen.emit(item.target)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_over()
