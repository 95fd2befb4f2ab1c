"""Which places the rail shows, and what stands at its foot."""

from PySide6.QtCore import QCoreApplication

from amhp_desktop.ui.shell.rail import RailItem

PLACES = ("today", "requests", "rota", "people", "paperwork", "settings")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rail", text)


def rail_items() -> tuple[RailItem, ...]:
    """Return the rail's buttons from top to foot; *Failsafe* prints with everything else broken."""
    return (
        RailItem("place.today", _tr("Today"), "layout-dashboard", "today"),
        RailItem("place.requests", _tr("Requests"), "inbox", "requests"),
        RailItem("place.rota", _tr("Rota"), "calendar-days", "rota"),
        RailItem("place.people", _tr("People"), "users", "people"),
        RailItem("place.paperwork", _tr("Paperwork"), "file-text", "paperwork"),
        RailItem("paper.blank", _tr("Failsafe"), "printer", is_at_foot=True),
        RailItem("place.settings", _tr("Settings"), "settings", "settings", is_at_foot=True),
    )
