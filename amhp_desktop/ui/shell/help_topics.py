"""The short help topics beside the program, as values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from amhp_desktop.paths import resource

_FOR_PLACE = {
    "today": "first-day",
    "requests": "intake",
    "request": "triage-and-allocation",
    "intake": "intake",
    "rota": "rota",
    "paperwork": "printing",
    "form": "printing",
}


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """One topic: its key, its title (the first heading) and the text in Markdown."""

    key: str
    title: str
    text: str


@cache
def topics() -> tuple[HelpTopic, ...]:
    """Return all topics in the order of their file names (``2-intake.md`` has the key ``intake``)."""
    return tuple(_read(path) for path in sorted(resource("help").glob("*.md")))


def topic_for(place: str) -> str:
    """Return the key of the topic that helps at a place of the window."""
    return _FOR_PLACE.get(place, "first-day")


def _read(path: Path) -> HelpTopic:
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ").strip()
    return HelpTopic(path.stem.partition("-")[2], title, text)
