"""The foot of an intake: the keys that work here, and what is still missing."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from amhp_desktop.domain.requests import IntakeDraft, still_missing
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Keycap
from amhp_desktop.ui.kit.labels import label

_ENDING = re.compile(r" not (known|recorded|asked)$")


class IntakeFoot(QFrame):
    """Says what is needed before saving, and what can wait."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(theme.space("s1"))
        hints = (
            ("Tab", self.tr("next")),
            ("Ctrl ↓", self.tr("next section")),
            ("F2", self.tr("time now")),
            ("F7", self.tr("not known")),
        )
        for keys, words in hints:
            row.addWidget(Keycap(keys))
            row.addWidget(label(words, "small", "secondary"))
            row.addSpacing(theme.space("s2"))
        self.missing = label("", "small", "secondary", wrap=True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.missing, 1)

    def set_draft(self, draft: IntakeDraft) -> None:
        """List what is missing from a draft."""
        needed = tuple(
            words
            for value, words in (
                (draft.call.received_at, self.tr("when it came")),
                (draft.call.caller, self.tr("who called")),
                (draft.call.call_back, self.tr("how to reach them")),
            )
            if not value
        )
        waits = tuple(_ENDING.sub("", words) for words in still_missing(draft.call, draft.person))
        parts = []
        if needed:
            parts.append(self.tr("Needed: %1").replace("%1", ", ".join(needed)))
        if waits:
            parts.append(self.tr("Can wait: %1").replace("%1", ", ".join(waits)))
        self.missing.setText(". ".join(parts))
        theme.ink(self.missing, "amber" if needed else "secondary")
