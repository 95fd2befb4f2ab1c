"""What the keys and the menu of the rota ask for, turned into changes of the rota."""

from datetime import date

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.rota import CoverState, Shift, ShiftKind, clash
from amhp_desktop.domain.when import show_day
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.rota import Placement, RotaWeek
from amhp_desktop.services.rota_read import DutyView
from amhp_desktop.ui.kit.messages import Message, announce, message_of
from amhp_desktop.ui.rota.history import Refusal, RotaChange
from amhp_desktop.ui.rota.sheet_rows import RowKind, Spot


class RotaDesk(QObject):
    """Knows the week on screen; asks for changes and says why it does not."""

    change_asked = Signal(object)
    """Fires with a ``RotaChange``."""
    cover_asked = Signal(object)
    """Fires with the ``Spot`` to find cover for."""
    said = Signal(object)
    """Fires with a ``Message``."""
    refusals_changed = Signal(object)
    """Fires with the sentences of refusals by person and day, to be marked in the sheet."""
    outdated = Signal()
    """Fires when a refusal shows that others changed what is on screen."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._page = services, parent
        self._menu: QMenu | None = None
        self.week: RotaWeek | None = None
        self.refusals: dict[tuple[int, date], str] = {}

    def give(self, spot: Spot, letter: str) -> None:
        """Put the person of a cell on the duty of a letter; from a backup in the same time they are taken."""
        week = self.week
        if week is None or not self._may():
            return
        if spot.kind is not RowKind.PERSON:
            self._refuse(self.tr("Letters put a person on duty: choose a person's cell."))
            return
        shift = _shift_for(week, letter, spot)
        if shift is None:
            name = ShiftKind.of(letter).label
            self._refuse(self.tr("There is no %1 shift. Add one under Shifts.").replace("%1", name))
            return
        self.change_asked.emit(
            RotaChange(
                f"{spot.name}: {shift.name}, {show_day(spot.day)}",
                off=_backups(week, spot, shift),
                on=(Placement(spot.id, shift.id, spot.day),),
                at=(spot.id, spot.day),
            )
        )

    def take_off(self, spot: Spot) -> None:
        """Take the person of a cell off their duties that day, or the only person off a duty."""
        if self.week is None or not self._may():
            return
        duties = self.duties_at(spot)
        if not duties:
            self._refuse(self.tr("There is nobody to take off here."))
        elif spot.kind is not RowKind.PERSON and len(duties) > 1:
            self.cover_asked.emit(spot)
        else:
            words = self.tr("%1 off, %2").replace("%1", spot.name).replace("%2", show_day(spot.day))
            self.change_asked.emit(RotaChange(words, off=duties, at=(duties[0].staff_id, spot.day)))

    def duties_at(self, spot: Spot) -> tuple[DutyView, ...]:
        """Return the duties a cell is about."""
        duties = self.week.duties if self.week is not None else ()
        of_person = spot.kind is RowKind.PERSON
        return tuple(
            duty
            for duty in duties
            if duty.day == spot.day and (duty.staff_id if of_person else duty.shift_id) == spot.id
        )

    def shift_of_interest(self, spot: Spot) -> int | None:
        """Return the shift to begin with: of a person's day their own, else a hole, else a needed one."""
        if spot.kind is not RowKind.PERSON:
            return spot.id
        held = self.duties_at(spot)
        if self.week is None or held:
            return held[0].shift_id if held else None
        covers = [one for one in self.week.cover if one.day == spot.day]
        order = (CoverState.HOLE, CoverState.SHORT, CoverState.MET, CoverState.NOT_NEEDED)
        covers.sort(key=lambda one: order.index(one.state))
        return covers[0].shift.id if covers else None

    def note_done(self, change: RotaChange) -> None:
        """Forget a refusal at the cell where a change has now been made, and say it."""
        if change.at is not None:
            self.refusals.pop(change.at, None)
            self.refusals_changed.emit(self.refusals)
        announce(self._page, change.words)

    def note_refusal(self, refusal: Refusal) -> None:
        """Say why a change was refused, above the page and on its cell."""
        sentence = str(refusal.error)
        if isinstance(refusal.error, Refused):
            sentence = " ".join(problem.sentence for problem in refusal.error.problems)
        if refusal.doing == "change" and refusal.change.at is not None:
            self.refusals[refusal.change.at] = sentence
            self.refusals_changed.emit(self.refusals)
        kept = {
            "change": self.tr("Nothing was changed."),
            "undo": self.tr("“%1” could not be undone; nothing was changed."),
            "redo": self.tr("“%1” could not be done again; nothing was changed."),
        }[refusal.doing].replace("%1", refusal.change.words)
        self.said.emit(Message("error", sentence, kept, key="rota"))
        self.outdated.emit()

    def note_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong with a change; it can be tried again."""
        self.said.emit(message_of(trouble))

    def offer(self, spot: Spot, at: QPoint) -> None:
        """Offer at a point on the screen what can be done with a cell."""
        if self._menu is not None and self._menu.isVisible():
            return
        menu = QMenu(self._page)
        menu.setAccessibleName(f"{spot.name}, {show_day(spot.day)}")
        self._add(menu, self.tr("Find cover") + "\tEnter", "cover", spot, is_on=True)
        may = self._services.identity.may(Permission.EDIT_ROTA)
        has_duty = bool(self.duties_at(spot))
        self._add(menu, self.tr("Take off") + "\tDel", "off", spot, is_on=may and has_duty)
        if spot.kind is RowKind.PERSON:
            menu.addSeparator()
            for kind in ShiftKind:
                self._add(menu, f"{kind.label}\t{kind.value}", kind.value, spot, is_on=may)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._on_menu_destroyed)
        self._menu = menu
        menu.popup(at)

    def _add(self, menu: QMenu, words: str, what: str, spot: Spot, *, is_on: bool) -> None:
        action = QAction(words, menu)
        action.setObjectName(f"rota_{what}")
        action.setEnabled(is_on)
        action.triggered.connect(lambda: self._chosen(what, spot))
        menu.addAction(action)

    def _on_menu_destroyed(self) -> None:
        self._menu = None

    def _chosen(self, what: str, spot: Spot) -> None:
        if what == "cover":
            self.cover_asked.emit(spot)
        elif what == "off":
            self.take_off(spot)
        else:
            self.give(spot, what)

    def _may(self) -> bool:
        why = self._services.identity.why_not(Permission.EDIT_ROTA)
        if why:
            self._refuse(why)
        return not why

    def _refuse(self, sentence: str) -> None:
        self.said.emit(Message("error", sentence, self.tr("Nothing was changed."), key="rota"))


def _shift_for(week: RotaWeek, letter: str, spot: Spot) -> Shift | None:
    """Return the shift a letter means on a day: of several, one that is needed that day."""
    found = [shift for shift in week.shifts if shift.kind.value == letter]
    needed = [shift for shift in found if shift.minimum[spot.day.weekday()]]
    return next(iter((*needed, *found)), None)


def _backups(week: RotaWeek, spot: Spot, shift: Shift) -> tuple[DutyView, ...]:
    if shift.kind is ShiftKind.BACKUP:
        return ()
    wanted = shift.during(spot.day)
    return tuple(
        duty
        for duty in week.duties
        if duty.staff_id == spot.id
        and duty.kind is ShiftKind.BACKUP
        and clash(wanted, [(duty.starts_at, duty.ends_at)])
    )
