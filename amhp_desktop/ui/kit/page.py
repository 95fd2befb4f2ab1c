"""What every page of the window promises, so that the shell can host it without knowing its feature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.changes import Topic


@dataclass(frozen=True, slots=True)
class Place:
    """One place to go to: the name of a page, which record it shall show and which section of it.

    ``name`` is the last part of a place command (``today``, ``requests``, ``rota``, …) or a page's own name
    (``request``, ``intake``); ``record_id`` is the key its service uses.
    """

    name: str
    record_id: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class HeaderButton:
    """A button in the header made from the action catalogue; empty words and icon mean the command's own."""

    command: str
    text: str = ""
    icon: str = ""


class Page(QWidget):
    """One page of the window; a place subclasses it and overrides what it has.

    The shell calls ``show_place`` before the page is seen, ``refresh`` when a topic in ``topics`` changed,
    and wires the functions of ``handles`` to the program's actions while the page is the current one.
    Leaving a page never destroys it, so typing survives; ``may_leave`` is asked before its record is
    replaced, before signing out and before the window closes.
    """

    navigate = Signal(object)
    """Fires when the page wants to go elsewhere; carries a ``Place``."""
    message = Signal(object)
    """Fires when something is to be said above the page; carries a message value of ``ui.kit.messages``."""
    title_changed = Signal()
    """Fires when title, subtitle, banner, header buttons or header widgets differ from before."""
    was_read = Signal()
    """Fires when fresh data is on screen: the status line counts the age of what is shown from then."""
    handles_changed = Signal()
    """Fires when ``handles`` or ``reasons_off`` would answer differently from before."""

    topics: frozenset[Topic] = frozenset()
    """Changes to these make the shell call ``refresh`` (later, when the page is hidden)."""
    belongs_to: str = ""
    """The place in the rail this page is part of, where that is not the page's own name."""

    def title(self) -> str:
        """Return the words at the top of the page; may hold personal data, unlike ``window_words``."""
        return ""

    def subtitle(self) -> str:
        """Return the quiet words after the title: a date, a filter, a state."""
        return ""

    def window_words(self) -> str:
        """Return what the window title may say of the record shown, for example a reference; never a name."""
        return ""

    def back_place(self) -> Place | None:
        """Return where the back arrow before the title leads, or None for no arrow."""
        return None

    def banner(self) -> QWidget | None:
        """Return the patient banner that takes the header's place, on a page about one person."""
        return None

    def header_lead(self) -> tuple[QWidget, ...]:
        """Return widgets that stand right after the title: steps in time, chips."""
        return ()

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Return widgets that stand at the right of the header, before the buttons."""
        return ()

    def header_buttons(self) -> tuple[HeaderButton, ...]:
        """Return the plain buttons at the right of the header."""
        return ()

    def primary(self) -> HeaderButton | None:
        """Return the one primary button, or None."""
        return None

    def panes(self) -> tuple[QWidget, ...]:
        """Return the parts of the page that F6 moves between, left to right."""
        return (self,)

    def show_place(self, place: Place) -> None:
        """Show the record and section of a place that names this page, and load what it needs."""

    def refresh(self) -> None:
        """Ask for the data again, keeping selection, scroll and typing."""

    def handles(self) -> Mapping[str, Callable[[], None]]:
        """Return the functions that carry out catalogue commands while this page is the current one."""
        return {}

    def reasons_off(self) -> Mapping[str, str]:
        """Return why a handled command cannot be used now, by command id."""
        return {}

    @property
    def has_unsaved(self) -> bool:
        """Say whether something typed here is not yet stored."""
        return False

    def keep_typing(self) -> None:
        """Keep on this computer, at once, what is typed and not stored: the window locks, closes or signs out."""

    def may_leave(self) -> bool:
        """Say whether what is shown may go; a page that answers no has put its own question to the user."""
        return True
