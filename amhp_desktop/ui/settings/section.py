"""What every section of the settings promises to the page around it, and small parts they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.changes import Operation, operation
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.labels import IconLabel, label
from amhp_desktop.ui.kit.page import HeaderButton
from amhp_desktop.ui.kit.panels import EmptyState
from amhp_desktop.ui.kit.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class Desk:
    """What a section works with."""

    services: Services
    tasks: TaskRunner


class Section(QWidget):
    """One section of the settings; the page loads it when it comes to the front."""

    said = Signal(object)
    """Fires with a ``Message``."""
    state_changed = Signal()
    """Fires when what can be saved, or the primary button, is different."""
    was_read = Signal()
    """Fires when fresh data is on screen."""

    def load(self) -> None:
        """Ask for the data again, keeping what is typed."""

    def primary(self) -> HeaderButton | None:
        """Return the one primary button, or None."""
        return None

    def handles(self) -> Mapping[str, Callable[[], None]]:
        """Return the functions that carry out catalogue commands while this section is in front."""
        return {}

    def reasons_off(self) -> Mapping[str, str]:
        """Return why a handled command cannot be used now."""
        return {}

    def panes(self) -> tuple[QWidget, ...]:
        """Return the parts that F6 moves between."""
        return (self,)

    @property
    def has_unsaved(self) -> bool:
        """Say whether something typed here is not yet stored."""
        return False

    def forget_typing(self) -> None:
        """Throw away what is typed and not saved."""


class BarredSection(Section):
    """Says who may see what would stand here."""

    def __init__(self, fact: str, why: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("lock", fact, why))


class Attempt:
    """The operation of one thing the person wants done; tries after a trouble are the same operation."""

    def __init__(self) -> None:
        self._operation: Operation | None = None

    def begin(self, action: str, reason: str = "") -> Operation:
        """Return the operation to try with; a new one where something else is wanted."""
        if self._operation is None or self._operation.action != action:
            self._operation = operation(action)
        self._operation = replace(self._operation, reason=reason)
        return self._operation

    def over(self) -> None:
        """Forget the operation: it was carried out, or refused."""
        self._operation = None


def why_bar(sentence: str) -> QWidget:
    """Return the line that says, above a section, why it can be read but not changed."""
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space("s2"))
    row.addWidget(IconLabel("lock", 16))
    row.addWidget(label(sentence, "body", "secondary", wrap=True), 1)
    if not sentence:  # shown while it stands nowhere it would be a window of its own
        bar.hide()
    return bar


def column_in(widget: QWidget, *, margin: str = "s4") -> QVBoxLayout:
    """Return a column layout for a section with the margins of a page."""
    column = QVBoxLayout(widget)
    side = theme.space(margin)
    column.setContentsMargins(side, side, side, side)
    column.setSpacing(theme.space("s3"))
    return column
