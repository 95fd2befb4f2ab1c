"""The header over a page: title, what the page adds, the way into the palette and the page's buttons."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button, IconButton
from amhp_desktop.ui.kit.labels import Elided, label
from amhp_desktop.ui.kit.page import HeaderButton, Page
from amhp_desktop.ui.shell.actions import ActionCatalogue
from amhp_desktop.ui.shell.find_button import FindButton

_SLIM = 44


def cloakroom(parent: QWidget) -> QWidget:
    """Return a place never shown, where what a page lent waits: without a parent it would be a window."""
    room = QWidget(parent)
    room.hide()
    return room


class Header(QFrame):
    """Shows what the current page says of itself; is made anew only where that changed."""

    back_asked = Signal()
    """Fires when the arrow before the title was pressed."""

    def __init__(self, catalogue: ActionCatalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._shown: tuple[object, ...] = ()
        self._lent: tuple[QWidget, ...] = ()
        self._made: tuple[Button, ...] = ()
        self._held: tuple[QWidget, ...] = ()
        self._primary: Button | None = None
        self._is_slim = False
        self._cloakroom = cloakroom(self)
        self.setProperty("kind", "header")
        self.setAccessibleName(self.tr("Header"))
        self.back = IconButton("chevron-left", self.tr("Back to where this page belongs"))
        self.back.clicked.connect(self.back_asked)
        self.title = label("", "title")
        self.title.setObjectName("page_title")
        self.subtitle = Elided("", "small", "secondary")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.finder = FindButton(catalogue.action("palette.open"), self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.space("s4"), 0, theme.space("s4"), 0)
        self._row.setSpacing(theme.space("s2"))
        theme.notifier().changed.connect(self._fit)

    def show_page(self, page: Page) -> None:
        """Show title, widgets and buttons of a page."""
        self.title.setText(page.title())
        self.subtitle.setText(page.subtitle())
        has_back = page.back_place() is not None
        self.back.setVisible(has_back)
        self._row.setContentsMargins(theme.space("s1" if has_back else "s4"), 0, theme.space("s4"), 0)
        self._is_slim = page.banner() is not None
        lead, widgets = page.header_lead(), page.header_widgets()
        shown = (page, lead, widgets, page.header_buttons(), page.primary())
        if shown != self._shown:
            self._shown = shown
            self._rebuild(lead, widgets, page.header_buttons(), page.primary())
        self._fit()

    def press_primary(self) -> None:
        """Do what the page's blue button does, where it has one that can be pressed."""
        is_itself = self._primary is not None and self._primary.objectName() == "button_page.primary"
        if self._primary is not None and self._primary.isEnabled() and not is_itself:
            self._primary.click()

    def tab_chain(self) -> tuple[QWidget, ...]:
        """Return what the Tab key stops at, left to right."""
        chain: list[QWidget] = []
        for widget in self._held:
            inside = widget.findChildren(QWidget)
            chain += [one for one in (widget, *inside) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        return tuple(chain)

    def _rebuild(
        self,
        lead: tuple[QWidget, ...],
        widgets: tuple[QWidget, ...],
        buttons: tuple[HeaderButton, ...],
        primary: HeaderButton | None,
    ) -> None:
        self._clear((*lead, *widgets))
        self._primary = None
        self._made = tuple(self._button(one) for one in buttons)
        if primary is not None:
            self._primary = self._button(primary, role="primary")
            self._made += (self._primary,)
        self._add((self.back, self.title, self.subtitle, *lead))
        for one in lead:
            self._row.setAlignment(one, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._add((*widgets, self.finder, *self._made))
        self._lent = (*lead, *widgets)

    def _add(self, widgets: Iterable[QWidget]) -> None:
        for widget in widgets:
            self._row.addWidget(widget)
            self._held += (widget,)
        for made in self._made:
            if self.isVisible() and made in widgets:
                made.show()  # at once, or the header would have a gap until the next round of events

    def _clear(self, kept: tuple[QWidget, ...]) -> None:
        """Take everything out; what a page lent waits in the cloakroom, our own buttons go."""
        self._held = ()
        while self._row.count():
            self._row.takeAt(0)
        for widget in self._lent:
            if widget not in kept and widget.parent() is self:
                widget.setParent(self._cloakroom)
        for made in self._made:
            made.hide()
            made.deleteLater()

    def _button(self, wanted: HeaderButton, role: str = "") -> Button:
        return self._catalogue.button(wanted.command, role=role, text=wanted.text, icon=wanted.icon)

    def _fit(self) -> None:
        height = round(_SLIM * theme.scale()) if self._is_slim else theme.size("header")
        self.setFixedHeight(height)
        self.title.setProperty("type", "heading" if self._is_slim else "title")
        theme.repolish(self.title)
        self._choose_width()

    def _choose_width(self) -> None:
        # A button made just now counts as hidden until the window shows it, unless it was hidden on purpose.
        on_purpose = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        others = (one for one in self._held if one is not self.finder)
        shown = [one for one in others if not one.isHidden() or not one.testAttribute(on_purpose)]
        needed = sum(one.sizeHint().width() + self._row.spacing() for one in shown)
        room = self.width() - needed - 2 * theme.space("s4")
        self.finder.set_wide(is_wide=room >= self.finder.wide_hint().width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_width()
