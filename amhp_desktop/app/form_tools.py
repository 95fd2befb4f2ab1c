"""Statutory forms from the command line, with no database and no window."""

import sys
from pathlib import Path

from amhp_desktop.app.clock import real_now
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.blanks import blank, forms


def list_all() -> int:
    """Print a line for each form in use today and return the exit status."""
    for line in forms(london_day(real_now())):
        sys.stdout.write(f"{line.form:6} {line.regulation}: {line.title}\n")
    return 0


def write_blank(form_id: str, out: Path) -> int:
    """Write one blank form and return the exit status."""
    try:
        rendering = blank(form_id.upper(), london_day(real_now()), training=False)
        out.write_bytes(rendering.pdf)
    except (Refused, Trouble, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{out.name}: {rendering.pages} pages\n")
    return 0
