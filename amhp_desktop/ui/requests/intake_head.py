"""What an intake lends the header: when its draft was kept, and the way to throw it away."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from amhp_desktop.domain.when import show_time
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.labels import IconLabel, label


class IntakeHead(QWidget):
    """Shows and hides only what is inside it, because the header takes it in and out."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("check", 14, "rag.green.text")
        self.kept = label("", "small", "secondary")
        self.discard = Button(self.tr("Discard"), "", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s1"))
        for part in (self._icon, self.kept, self.discard):
            row.addWidget(part)
        self.say_kept(None)
        self.set_blank(is_blank=True)

    def say_kept(self, at: datetime | None) -> None:
        """Say when the draft was kept; None where nothing is kept yet."""
        self.kept.setText("" if at is None else self.tr("Draft kept %1").replace("%1", show_time(at)))
        for part in (self._icon, self.kept):
            part.setVisible(at is not None)

    def set_blank(self, *, is_blank: bool) -> None:
        """Offer to discard only where something was typed."""
        self.discard.setVisible(not is_blank)
