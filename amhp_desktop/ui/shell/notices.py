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

    def say_of_page(self, message: Message) -> None:
        """Say something of the page in front; a refusal without a key of its own goes when the page does."""
        is_refusal = message.kind == "error" and not message.key and not message.stays
        self.say(replace(message, key=_REFUSAL) if is_refusal else message)

    def leave_page(self) -> None:
        """Take away the refusal of the page that was left: it changed nothing and concerns nobody now."""
        self.dismiss(_REFUSAL)

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
