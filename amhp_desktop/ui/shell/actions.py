"""One action for each command of the program: shortcuts, buttons and the palette all come from here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.page import Page
from amhp_desktop.ui.shell.action_button import ActionButton
from amhp_desktop.ui.shell.commands import Command, all_commands

_RESERVED = ("F3", "F4", "F10", "Shift+F10")
_NO_HANDLERS: Mapping[str, Callable[[], None]] = {}
_NO_REASONS: Mapping[str, str] = {}


def key_words(shortcut: str) -> str:
    """Return a shortcut as it is written on a keycap: ``Ctrl K``, ``Ctrl Shift A``, ``Alt ←``."""
    signs = {"Return": "↵", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    return " ".join(signs.get(part, part) for part in shortcut.split("+") if part)


def clashes(commands: Iterable[Command]) -> tuple[str, ...]:
    """Return a sentence for every id or shortcut used twice, and for every key that belongs to the toolkit."""
    by_id: defaultdict[str, int] = defaultdict(int)
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for command in commands:
        by_id[command.id] += 1
        if command.shortcut:
            by_key[QKeySequence(command.shortcut).toString()].append(command.id)
    found = [f"{name} stands in the catalogue {count} times" for name, count in by_id.items() if count > 1]
    found += [f"{key or 'an unreadable key'} belongs to {ids}" for key, ids in by_key.items() if len(ids) > 1]
    found += [f"{key} is the toolkit's own" for key in by_key if _is_reserved(key)]
    return tuple(found)


def _is_reserved(key: str) -> bool:
    return key in _RESERVED or (key.startswith("Alt+") and len(key) == len("Alt+A"))


class ActionCatalogue(QObject):
    """Holds one QAction a command and says which can be used now.

    A command is carried out by the current page where the page handles it, otherwise by the shell; where
    neither does, its action is off and ``reason`` says why.
    """

    changed = Signal()
    """Fires when which commands can be used, or why not, may differ from before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._commands = {command.id: command for command in all_commands()}
        self._shell = dict(_NO_HANDLERS)
        self._page: Page | None = None
        self._page_handlers = _NO_HANDLERS
        self._page_reasons = _NO_REASONS
        self._reasons: dict[str, str] = {}
        self._suspended = ""
        self._actions = {command.id: self._make(command, parent) for command in self._commands.values()}
        self._judge()

    def commands(self) -> tuple[Command, ...]:
        """Return every command in the order of the shortcut help."""
        return tuple(self._commands.values())

    def command(self, command_id: str) -> Command:
        """Return one command."""
        return self._commands[command_id]

    def action(self, command_id: str) -> QAction:
        """Return the one action of a command."""
        return self._actions[command_id]

    def reason(self, command_id: str) -> str:
        """Return why a command cannot be used now; empty where it can."""
        if self._suspended:
            return self._suspended
        if self._reasons.get(command_id):
            return self._reasons[command_id]
        if command_id in self._page_handlers:
            return self._page_reasons.get(command_id, "")
        return "" if command_id in self._shell else self.tr("Not on this page.")

    def enable(self, command_id: str, reason_when_off: str = "") -> None:
        """Allow a command, or refuse it everywhere with a reason, whatever the page says."""
        self._reasons[command_id] = reason_when_off
        self._judge()

    def handle(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """Register what the shell itself does; a page's own handler comes before it."""
        unknown = [command_id for command_id in handlers if command_id not in self._commands]
        if unknown:
            raise KeyError(f"not in the catalogue: {unknown}")
        self._shell.update(handlers)
        self._judge()

    def take_page(self, page: Page | None) -> None:
        """Let this page carry out its commands from now on, and no other page."""
        if self._page is not None:
            self._page.handles_changed.disconnect(self._ask_page)
        self._page = page
        if page is not None:
            page.handles_changed.connect(self._ask_page)
        self._ask_page()

    def suspend(self, reason: str) -> None:
        """Refuse every command, for example while the program is locked; an empty reason ends it."""
        self._suspended = reason
        self._judge()

    def trigger(self, command_id: str) -> None:
        """Carry out a command as if its key was pressed."""
        self._actions[command_id].trigger()

    def button(self, command_id: str, *, role: str = "", text: str = "", icon: str = "") -> Button:
        """Make a button for a command, with its keycap; ``role`` is the kit's button role."""
        command = self._commands[command_id]
        words = key_words(command.shortcut)
        return ActionButton(
            self._actions[command_id], text or command.text, icon or command.icon, words, role=role
        )

    def _make(self, command: Command, parent: QWidget) -> QAction:
        action = QAction(command.text, parent)
        action.setObjectName(command.id)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.triggered.connect(partial(self._run, command.id))
        parent.addAction(action)
        return action

    def _run(self, command_id: str, _checked: object = None) -> None:
        if self.reason(command_id):
            return
        handler = self._page_handlers.get(command_id) or self._shell[command_id]
        handler()

    def _ask_page(self) -> None:
        page = self._page
        self._page_handlers = _NO_HANDLERS if page is None else page.handles()
        self._page_reasons = _NO_REASONS if page is None else page.reasons_off()
        self._judge()

    def _judge(self) -> None:
        for command_id, action in self._actions.items():
            reason = self.reason(command_id)
            help_text = self._commands[command_id].help
            action.setEnabled(not reason)
            action.setToolTip(f"{help_text} {reason}".strip())
            action.setStatusTip(reason)
        self.changed.emit()
