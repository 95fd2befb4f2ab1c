"""A button that is a command: same words, keys, help and reason for being off."""

from PySide6.QtGui import QAction

from amhp_desktop.ui.kit.buttons import Button


class ActionButton(Button):
    """Follows one action of the catalogue; pressing it is the same as pressing the keys."""

    def __init__(self, action: QAction, text: str, icon: str, keys: str, *, role: str = "") -> None:
        super().__init__(text, icon, role, keys)
        self._action = action
        self.setObjectName(f"button_{action.objectName()}")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        reason = "" if self._action.isEnabled() else self._action.statusTip()
        self.refuse(reason)
        if not reason:
            self.setToolTip(self._action.toolTip())
