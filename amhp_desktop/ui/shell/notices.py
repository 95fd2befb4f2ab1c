"""The messages above the page: what pages say, troubles nobody else handles, and a lost database."""

from dataclasses import replace

from PySide6.QtCore import Signal

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.messages import Message, MessageAction, MessageArea, message_of
from amhp_desktop.ui.shell.connection import Connection, Reach, lost_words

_CONNECTION = "shell.connection"
_REFUSAL = "shell.refusal"


class Notices(MessageArea):
    """The kit's message area, which also knows how the program stands with its database."""

    try_asked = Signal()
    """Fires when the user wants the lost connection tried now."""
    blank_forms_asked = Signal()
    """Fires when the user wants to print blank forms meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._refusals: set[str] = set()

    def say_of_page(self, message: Message) -> None:
        """Say something of the page in front; a refusal goes when the page does."""
        if message.kind == "error" and not message.stays:
            message = replace(message, key=message.key or _REFUSAL)
            self._refusals.add(message.key)
        self.say(message)

    def leave_page(self) -> None:
        """Take away the refusals of the page that was left: they changed nothing and concern nobody now."""
        for key in self._refusals:
            self.dismiss(key)
        self._refusals.clear()

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what happened, what was kept and what to do."""
        # One key for one trouble: a page that tries again and again does not say it twice.
        self.say(replace(message_of(trouble), key=trouble.happened))

    def show_connection(self, connection: Connection) -> None:
        """Say that the database is lost or cannot be changed; goes by itself once it is well again."""
        if connection.reach is Reach.CONNECTED:
            self.dismiss(_CONNECTION)
            return
        bold, plain = lost_words(connection)
        is_lost = connection.reach is Reach.LOST
        self.say(
            Message(
                "error" if is_lost else "warning",
                bold,
                plain,
                self._lost_actions() if is_lost else (),
                key=_CONNECTION,
                stays=True,
            )
        )

    def _lost_actions(self) -> tuple[MessageAction, ...]:
        return (
            MessageAction(self.tr("Print blank forms"), self.blank_forms_asked.emit, "printer"),
            MessageAction(self.tr("Try now"), self.try_asked.emit, "refresh-cw"),
        )
