"""The print queue and the print log as tables."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.paperwork import PaperState
from amhp_desktop.domain.when import show_moment, show_moment_from
from amhp_desktop.services.papers import PaperLine, PrintLine
from amhp_desktop.ui.kit.panels import EmptyState
from amhp_desktop.ui.kit.tables import Align, Cell, Column, RowsModel, RowsTable

_CHIPS = {
    PaperState.DRAFT: "accent",
    PaperState.PRINTED: "outline",
    PaperState.SIGNED: "green",
    PaperState.SERVED: "green",
    PaperState.RECEIVED: "green",
}
_HASH_SHOWN = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("PrintQueue", text)


def queue_table(clock: Callable[[], datetime]) -> RowsTable[PaperLine]:
    """Return the table of the forms of open requests; Enter opens one."""
    columns = (
        Column[PaperLine](
            _tr("Form"), lambda line: Cell(line.form, line.reference, is_strong=True), width=92
        ),
        Column[PaperLine](_tr("Person"), lambda line: line.person, grow=3),
        Column[PaperLine](
            _tr("State"),
            lambda line: Cell(line.state.label, chip=_CHIPS[line.state]),
            sort=lambda line: tuple(PaperState).index(line.state),
            width=100,
        ),
        Column[PaperLine](
            _tr("Copies"),
            lambda line: str(line.copies) if line.copies else "–",
            align=Align.RIGHT,
            sort=lambda line: line.copies,
            width=72,
        ),
        Column[PaperLine](
            _tr("Changed"),
            lambda line: Cell(show_moment_from(line.changed_at, clock()), line.changed_by),
            sort=lambda line: line.changed_at,
            width=170,
        ),
    )
    empty = EmptyState(
        "printer",
        _tr("Nothing waits to be printed."),
        _tr("Prepare a form on the page of a request; it appears here until the request is closed."),
    )
    table = RowsTable(
        RowsModel(columns, key=lambda line: line.id), name=_tr("Print queue"), is_two_line=True, empty=empty
    )
    table.set_sortable()
    return table


def log_table() -> RowsTable[PrintLine]:
    """Return the table of the copies that were printed or saved."""
    columns = (
        Column[PrintLine](
            _tr("Printed"),
            lambda line: Cell(show_moment(line.printed_at), line.by),
            sort=lambda line: line.printed_at,
            width=150,
        ),
        Column[PrintLine](
            _tr("Form"), lambda line: Cell(line.form, line.reference, is_strong=True), width=92
        ),
        Column[PrintLine](
            _tr("Copy"),
            lambda line: str(line.copy_number),
            align=Align.RIGHT,
            sort=lambda line: line.copy_number,
            width=56,
        ),
        Column[PrintLine](_tr("Printer and reason"), _where_and_why, grow=2),
        Column[PrintLine](
            _tr("Content"),
            lambda line: Cell(line.content_hash[:_HASH_SHOWN], spoken=line.content_hash),
            tip=lambda line: line.content_hash,
            width=112,
            optional=True,
        ),
    )
    empty = EmptyState("file-clock", _tr("No copy has been printed yet."))
    table = RowsTable(
        RowsModel(columns, key=lambda line: line.id), name=_tr("Print log"), is_two_line=True, empty=empty
    )
    table.set_sortable()
    return table


def _where_and_why(line: PrintLine) -> Cell:
    return Cell(line.printer, line.reason or _tr("First copy"))
