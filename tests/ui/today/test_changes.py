"""What the changes since signing in say of a request."""

from dataclasses import replace

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.today.changes import differences


def test_a_request_new_since_signing_in_says_where_it_stands_now(services: Services) -> None:
    now = services.board.board()
    before = replace(now, open=())
    assert {change.reference: change.words for change in differences(before, now)} == {
        "R-1047": "Assessing",
        "R-1041": "Awaiting bed",
    }
