"""The head of a request's page: patient banner, the words beside the reference, and the trail of steps."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from amhp_desktop.domain import nhs_number
from amhp_desktop.domain.assessments import RelativeDraft
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.requests import TRAIL, Gender, State
from amhp_desktop.domain.when import london_day, show_date, show_short_date, show_time
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.banner import BannerFact, PatientBanner
from amhp_desktop.ui.kit.buttons import Button, IconButton, compact_button
from amhp_desktop.ui.kit.chips import Chip, Priority
from amhp_desktop.ui.kit.labels import Elided, IconLabel, label, row_of
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.trail import Step, StepState, StepTrail

_WITH_PERSON = frozenset({State.ASSESSING, State.AWAITING_BED, State.CONVEYING})


class RequestHead(QObject):
    """Widgets lent to the window's header, and the banner above it; made once, worded with every view."""

    navigate = Signal(object)
    """Fires when the earlier requests of the person are wanted; carries a ``Place``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: RequestView | None = None
        self.banner = PatientBanner()
        self.earlier: Button | None = None
        self.priority = Priority("none")
        self.who = Elided("", "small", "secondary")
        self.who.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.saved = label("", "small", "secondary")
        self.papers = Button(self.tr("Paperwork"), "file-text")
        self.more = IconButton("ellipsis", self.tr("More about this request"), "")
        self.lead: tuple[QWidget, ...] = (self.priority, self.who)
        tick = IconLabel("check", 14, "rag.green.text")
        saved = row_of(tick, self.saved, gap=4)
        self.ends: tuple[QWidget, ...] = (saved, self.papers, self.more)

    def show_view(self, view: RequestView, now: datetime) -> None:
        """Put banner and words right for a request as at now."""
        if view is not self._view:  # it is shown again every minute, and the keyboard may be in it
            had_focus = self.earlier is not None and self.earlier.hasFocus()
            self._view = view
            self._show_banner(view)
            if had_focus and self.earlier is not None:
                self.earlier.setFocus()
        self.priority.set_priority(view.priority.value if view.priority is not None else "none")
        self.who.setText(self._who(view, now))
        at = max(view.call.changed_at, view.person.changed_at, *(entry.at for entry in view.timeline[:1]))
        self.saved.setText(self.tr("Saved %1").replace("%1", short_moment(at, now)))

    def _who(self, view: RequestView, now: datetime) -> str:
        if view.allocation is None:
            return self.tr("Not allocated")
        name = view.allocation.name.partition(" (")[0]
        visit = view.assessments[-1].loaded.draft if view.assessments else None
        is_there = view.state in _WITH_PERSON and visit is not None and visit.ended_at is None
        if is_there and visit is not None and visit.began_at is not None:
            since = short_moment(visit.began_at, now)
            return self.tr("%1 with person since %2").replace("%1", name).replace("%2", since)
        since = short_moment(view.allocation.allocated_at, now)
        return self.tr("%1 since %2").replace("%1", name).replace("%2", since)

    def _show_banner(self, view: RequestView) -> None:
        person, call = view.person.draft, view.call.draft
        not_known = self.tr("Not known")
        born = f"{show_date(person.born_on)} ({view.person_age})" if person.born_on else view.person_age
        gender = not_known if person.gender is Gender.NOT_KNOWN else person.gender.label
        number = nhs_number.show(person.nhs_number) if person.nhs_number else not_known
        where = call.where_now or not_known
        lives = ", ".join(part for part in (person.address, person.postcode) if part)
        extras: list[QWidget] = []
        if view.restricted:
            extras.append(Chip(self.tr("Restricted"), "grey", "lock"))
        self.earlier = self._made_earlier(view)
        if self.earlier is not None:
            extras.append(self.earlier)
        self.banner.set_person(
            view.person_name,
            prefers=person.preferred,
            facts=(
                BannerFact(self.tr("Born"), born),
                BannerFact(self.tr("Gender"), gender),
                BannerFact(self.tr("NHS No."), number),
                BannerFact(self.tr("Now at"), where),
            ),
            alerts=tuple(alert.words for alert in view.alerts),
            more=(
                BannerFact(self.tr("Address"), lives or self.tr("Not recorded")),
                BannerFact(self.tr("Phone"), person.phone or self.tr("Not recorded")),
                BannerFact(self.tr("GP"), person.gp or self.tr("Not recorded")),
                BannerFact(self.tr("Language"), person.language or self.tr("Not asked")),
                BannerFact(self.tr("Nearest relative"), self._relative(view)),
            ),
            extras=tuple(extras),
        )

    def _made_earlier(self, view: RequestView) -> Button | None:
        if not view.earlier_count:
            return None
        made = compact_button(self._earlier(view.earlier_count), "history")
        made.setToolTip(self.tr("Show every request about this person"))
        made.clicked.connect(self._on_earlier_clicked)
        return made

    def _on_earlier_clicked(self) -> None:
        if self._view is not None:
            self.navigate.emit(Place("requests", None, _searched_name(self._view)))

    def _relative(self, view: RequestView) -> str:
        """Return the nearest relative as recorded for this request; nothing is assumed."""
        known = view.relative.draft if view.relative is not None else RelativeDraft()
        if not known.family:
            return known.knowledge.label
        name = show_name(known.family, known.given, known.title)
        return ", ".join(part for part in (name, known.relationship, known.phone) if part)

    def _earlier(self, count: int) -> str:
        if count == 1:
            return self.tr("1 earlier request")
        return self.tr("%1 earlier requests").replace("%1", str(count))


def _searched_name(view: RequestView) -> str:
    """Return the names as they are searched for: whole numbers and titles would find less."""
    person = view.person.draft
    return " ".join(part for part in (person.family, person.given) if part)


class TrailBar(QFrame):
    """The steps of the request's life in a bar of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "toolbar")
        self.trail = StepTrail()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("s4"), 0, theme.space("s4"), 0)
        row.addWidget(self.trail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: RequestView, now: datetime) -> None:
        """Show where a request stands; a step it left out is left out."""
        self.trail.set_steps(steps_of(view, lambda at: short_moment(at, now)))


def steps_of(view: RequestView, shown: Callable[[datetime], str]) -> tuple[Step, ...]:
    """Return the steps with the times they were last reached."""
    reached = {entry.what: entry.at for entry in reversed(view.timeline) if entry.kind == "step"}
    here = TRAIL.index(view.state)
    steps = []
    for place, state in enumerate(TRAIL):
        at = reached.get(state.label)
        if place < here and at is None:
            continue
        if place > here:
            steps.append(Step(state.label))
        else:
            passed = place < here
            steps.append(
                Step(state.label, shown(at) if at else "", StepState.PASSED if passed else StepState.CURRENT)
            )
    return tuple(steps)


def short_moment(at: datetime, now: datetime) -> str:
    """Return the time of today's instants, the day of earlier ones."""
    day = london_day(at)
    return show_time(at) if day == london_day(now) else show_short_date(day)
