"""What somebody else did to a request while it was being read, as one message."""

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.access import Identity
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.requests.request_side import who


def _tr(text: str) -> str:
    return QCoreApplication.translate("RequestNews", text)


def news_of(before: RequestView, after: RequestView, me: Identity) -> Message | None:
    """Return the message about what others did since, or None."""
    mine = who(me.name)
    fresh = [entry for entry in reversed(after.timeline) if entry not in before.timeline]
    others = {who(entry.by): entry.what for entry in fresh}
    if before.call.draft != after.call.draft:
        others[who(after.call_by)] = _tr("the call")
    if before.person.draft != after.person.draft:
        others[who(after.person_by)] = _tr("the person")
    others.pop(mine, None)
    if not others:
        return None
    names = ", ".join(others)
    bold = _tr("%1 changed this while you were reading.").replace("%1", names)
    plain = _tr("Shown afresh: %1. Typing that is not saved stays.")
    return Message("info", bold, plain.replace("%1", ", ".join(others.values())), key="request-news")
