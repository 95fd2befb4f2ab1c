"""Beside the intake: whether the person was seen before, what came of it, and which warnings stand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.requests import Gender, State
from amhp_desktop.domain.when import london_day, show_date
from amhp_desktop.services.persons import AlertView, EarlierRequest, PersonMatch
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.chips import Chip
from amhp_desktop.ui.kit.labels import IconLabel, label, row_of
from amhp_desktop.ui.kit.panels import Divider, LineRow, SectionHead, SidePanel, frame

_MOST_EARLIER = 5


class SeenPanel(SidePanel):
    """People who may be the one described; one is shown whole, the others by name below."""

    used = Signal(object)
    """Fires with the PersonMatch that shall be used."""
    not_them = Signal(object)
    """Fires with the PersonMatch that is somebody else."""

    def __init__(self) -> None:
        super().__init__(is_closable=False)
        self.head.hide()
        self.setAccessibleName(self.tr("Seen before"))
        self.section = SectionHead(self.tr("Seen before"), self.tr("by NHS No., name and birth date"))
        self.add(self.section)
        self._content = QWidget()
        self.add(self._content)
        self._shown: tuple[object, ...] = ()
        self.use_button: Button | None = None
        self.not_button: Button | None = None
        self._matches: tuple[PersonMatch, ...] = ()
        self._is_used = False
        self.clear()

    def clear(self) -> None:
        """Show that nobody was looked for yet."""
        self.show_matches((), is_asked=False)

    def show_matches(self, matches: tuple[PersonMatch, ...], *, is_asked: bool = True) -> None:
        """Show people found, the likeliest first; the same ones as before leave everything as it is."""
        if (matches, is_asked) == self._shown:
            return
        self._shown = (matches, is_asked)
        self._matches, self._is_used = matches, False
        if matches:
            self._fill(matches[0])
        else:
            words = self.tr("Nobody of this name or number was seen before.")
            asks = self.tr("Type a name or an NHS number, and who was seen before shows here.")
            self._replace((label(words if is_asked else asks, "small", "secondary", wrap=True),))

    def show_used(self, match: PersonMatch) -> None:
        """Show that this person's record is used for the request."""
        self._shown = (match, "used")
        self._matches, self._is_used = (match,), True
        self._fill(match)

    @property
    def match(self) -> PersonMatch | None:
        """Return the person shown whole."""
        return self._matches[0] if self._matches else None

    def _fill(self, match: PersonMatch) -> None:
        parts: list[QWidget] = [self._card(match)]
        if match.in_twelve_months:
            parts.append(_count_box(self._times(match.in_twelve_months + 1)))
        parts += [self._earlier(request) for request in match.earlier[:_MOST_EARLIER]]
        if match.alerts:
            parts += [Divider(), label(self.tr("Alerts on record"), "small-strong", "secondary")]
            parts += [
                LineRow(
                    alert.words,
                    self._since(alert),
                    icon="shield-alert",
                    colour="rag.red.mark",
                )
                for alert in match.alerts
            ]
        others = self._matches[1:]
        if others:
            parts += [Divider(), label(self.tr("Or one of these"), "small-strong", "secondary")]
            parts += [self._other(other) for other in others]
        self._replace(tuple(parts))

    def _card(self, match: PersonMatch) -> QFrame:
        card = frame("selected")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(theme.space("s1"))
        chip = Chip(self.tr("Same NHS No."), "green", "check") if match.same_number else None
        name = label(match.name, "heading", wrap=True)
        top = QHBoxLayout()
        top.addWidget(name, 1)
        if chip is not None:
            top.addWidget(chip)
        column.addLayout(top)
        column.addWidget(label(_about(match), "small", "secondary", wrap=True))
        column.addSpacing(theme.space("s1"))
        column.addWidget(self._buttons(match))
        return card

    def _buttons(self, match: PersonMatch) -> QWidget:
        not_words = {
            Gender.MALE: self.tr("Not him"),
            Gender.FEMALE: self.tr("Not her"),
        }.get(match.draft.gender, self.tr("Not them"))
        self.not_button = Button(not_words)
        self.not_button.setAccessibleName(f"{not_words}: {match.name}")
        self.not_button.clicked.connect(self._on_not_clicked)
        if self._is_used:
            self.use_button = None
            return row_of(Chip(self.tr("This record is used"), "accent", "user-check"), None, self.not_button)
        self.use_button = Button(self.tr("&Use this person"), "user-check", "", "Alt U")
        self.use_button.setAccessibleName(self.tr("Use this person: %1").replace("%1", match.name))
        self.use_button.clicked.connect(self._on_use_clicked)
        return row_of(self.use_button, self.not_button, None)

    def _times(self, number: int) -> str:
        endings = {1: "st", 2: "nd", 3: "rd"}
        ending = "th" if number % 100 in {11, 12, 13} else endings.get(number % 10, "th")
        return self.tr("%1 request in 12 months").replace("%1", f"{number}{ending}")

    def _earlier(self, request: EarlierRequest) -> LineRow:
        is_open = request.state is not State.CLOSED
        came = request.outcome.label if request.outcome is not None else self.tr("No outcome")
        second = self.tr("Open: %1").replace("%1", request.state.label) if is_open else came
        day = label(show_date(london_day(request.received_at)), "small", "secondary")
        row = LineRow(f"{request.reference}, {request.type.label}", second, ends=(day,))
        if is_open:
            theme.ink(row.second, "amber")
        return row

    def _since(self, alert: AlertView) -> str:
        since = self.tr("since %1").replace("%1", show_date(alert.since))
        return f"{alert.note} · {since}" if alert.note else since

    def _other(self, match: PersonMatch) -> QWidget:
        born = str(match.draft.born_on.year) if match.draft.born_on else self.tr("birth date not known")
        made = Button(f"{match.name} · {born}", "", "link")
        made.setProperty("place", match.id)
        made.clicked.connect(self._on_other_clicked)
        return row_of(made, None)

    def _replace(self, parts: tuple[QWidget, ...]) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        for part in parts:
            column.addWidget(part)
        self.body.replaceWidget(self._content, fresh)
        self._content.hide()
        self._content.deleteLater()
        self._content = fresh

    def _on_use_clicked(self) -> None:
        if self.match is not None:
            self.used.emit(self.match)

    def _on_not_clicked(self) -> None:
        if self.match is not None:
            self.not_them.emit(self.match)

    def _on_other_clicked(self) -> None:
        wanted = self.sender().property("place")
        first = [match for match in self._matches if match.id == wanted]
        rest = [match for match in self._matches if match.id != wanted]
        self.show_matches((*first, *rest))
        if self.use_button is not None:
            self.use_button.setFocus()


def _about(match: PersonMatch) -> str:
    draft = match.draft
    age = f" ({match.age}y)" if match.age is not None and draft.born_on else ""
    born = f"{show_date(draft.born_on)}{age}" if draft.born_on else ""
    gender = "" if draft.gender is Gender.NOT_KNOWN else draft.gender.label
    lives = ", ".join(part for part in (draft.address, draft.postcode) if part)
    return " · ".join(part for part in (born, gender, lives) if part)


def _count_box(words: str) -> QFrame:
    box = QFrame()
    box.setProperty("message", "warning")
    row = QHBoxLayout(box)
    row.setContentsMargins(10, 6, 10, 6)
    row.setSpacing(theme.space("s2"))
    row.addWidget(IconLabel("triangle-alert", 16, "message.warning.mark"))
    row.addWidget(label(words, "strong"), 1)
    return box
