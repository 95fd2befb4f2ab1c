"""The printed sheet with a local database's recovery key."""

from datetime import datetime

from amhp_desktop.domain.when import london_day, show_long_date


def recovery_sheet(recovery_key: str, service_name: str, now: datetime) -> bytes:
    """Return the PDF of one sheet: the key in its groups, and where to keep it."""
    # Loaded here: a recovery key is printed once in a database's life, and this module is loaded at every start.
    from amhp_desktop.documents.marks import PrintMarks
    from amhp_desktop.documents.recovery import RecoverySheet, render_recovery

    sheet = RecoverySheet(
        service=service_name, database=service_name, groups=tuple(recovery_key.split("-")),
        kept_where="", made_on=show_long_date(london_day(now)),
    )  # fmt: skip
    return render_recovery(sheet, marks=PrintMarks())
