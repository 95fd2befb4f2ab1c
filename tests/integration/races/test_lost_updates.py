"""R1: six people edit one request fifty times each, and not one line is lost.

The control saves in the same way but does not look at the version: it must lose lines, which shows that the six
really meet and that the version check is what keeps their work.
"""

from collections.abc import Callable

from tests.integration.races.crowd import crowd
from tests.integration.races.jobs import Edits
from tests.integration.services import acts
from tests.support.demonstrations import Demonstration

_PROCESSES, _EDITS = 6, 50


def _lost(demonstration: Demonstration, *, guarded: bool) -> tuple[int, int]:
    desk = demonstration.services()
    request = acts.record(desk, what_happened="")
    answers = crowd(demonstration.way, Edits(request, _EDITS, guarded), _PROCESSES)
    acknowledged = [line for lines in answers for line in lines]
    stored = desk.requests.load(request).draft.what_happened
    assert len(set(acknowledged)) == _PROCESSES * _EDITS
    return sum(line not in stored for line in acknowledged), len(stored)


def test_no_edit_is_lost(
    demonstration: Demonstration, record_property: Callable[[str, object], None]
) -> None:
    lost, length = _lost(demonstration, guarded=True)
    record_property("edits", _PROCESSES * _EDITS)
    record_property("lost", lost)
    assert lost == 0
    assert length == sum(len(f"<{n}.{t}>") for n in range(_PROCESSES) for t in range(_EDITS)), (
        "and none twice"
    )


def test_control_without_the_version_check_edits_are_lost(
    demonstration: Demonstration, record_property: Callable[[str, object], None]
) -> None:
    lost, _ = _lost(demonstration, guarded=False)
    record_property("lost by the control", lost)
    assert lost > 0
