"""How somebody's approval is shown in a table: words in the colour of their urgency, with a shape."""

from amhp_desktop.domain.people import ApprovalState, Standing
from amhp_desktop.ui.kit.tables import Cell, Span

_LOOKS = {
    Standing.ENDING: ("triangle-alert", "rag.amber.text"),
    Standing.BEGINS: ("triangle-alert", "rag.amber.text"),
    Standing.ENDED: ("octagon-x", "rag.red.text"),
    Standing.SUSPENDED: ("octagon-x", "rag.red.text"),
    Standing.NONE: ("octagon-x", "rag.red.text"),
}
_CHIPS = {
    Standing.IN_FORCE: "green",
    Standing.ENDING: "amber",
    Standing.BEGINS: "amber",
    Standing.ENDED: "red",
    Standing.SUSPENDED: "red",
    Standing.NONE: "red",
}
_ORDER = (
    Standing.ENDED, Standing.SUSPENDED, Standing.NONE, Standing.BEGINS, Standing.ENDING, Standing.IN_FORCE,
    Standing.NOT_NEEDED,
)  # fmt: skip


def approval_cell(state: ApprovalState) -> Cell:
    """Return the cell: ``to 30-Nov-2026 (6 days)``, ``ended 20-Nov-2026``, ``suspended``."""
    icon, ink = _LOOKS.get(state.standing, ("", ""))
    return Cell((Span(state.words, ink, icon),))


def approval_sort(state: ApprovalState) -> tuple[int, str]:
    """Sort by what needs somebody's attention first, then by day."""
    return _ORDER.index(state.standing), state.day.isoformat() if state.day is not None else ""


def chip_kind(state: ApprovalState) -> str:
    """Return the kind of chip for a standing."""
    return _CHIPS.get(state.standing, "outline")
