"""The list of everything the program can be told to do: names, shortcuts, icons and spoken help."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the program can be told to do.

    ``shortcut`` is Qt's portable text; ``place`` says where in the program it counts; ``help`` is one
    sentence for tool tips, screen readers and the list of shortcuts.
    """

    id: str
    text: str
    shortcut: str
    icon: str
    place: str
    help: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def all_commands() -> tuple[Command, ...]:
    """Return every command in the order in which the shortcut help shows them."""
    return (*_places(), *_program(), *_moving(), *_any_page(), *_forms(), *_requests(), *_paper())


def _places() -> tuple[Command, ...]:
    group = _tr("Places")
    return (
        Command("place.today", _tr("Today"), "Ctrl+1", "layout-dashboard", group,
                _tr("Open requests, who is on duty and what runs out next.")),
        Command("place.requests", _tr("Requests"), "Ctrl+2", "inbox", group,
                _tr("Search all requests, open and closed.")),
        Command("place.rota", _tr("Rota"), "Ctrl+3", "calendar-days", group,
                _tr("Who is on duty when, and where cover is missing.")),
        Command("place.people", _tr("People"), "Ctrl+4", "users", group,
                _tr("AMHPs, doctors, other staff and services.")),
        Command("place.paperwork", _tr("Paperwork"), "Ctrl+5", "file-text", group,
                _tr("Statutory forms and letters, filled or blank.")),
        Command("place.settings", _tr("Settings"), "Ctrl+7", "settings", group,
                _tr("Your own settings and those of the service.")),
    )  # fmt: skip


def _program() -> tuple[Command, ...]:
    group = _tr("Anywhere")
    return (
        Command("palette.open", _tr("Find or do"), "Ctrl+K", "search", group,
                _tr("Find people, requests, staff and forms, or run a command.")),
        Command("help.open", _tr("Help"), "F1", "circle-help", group,
                _tr("Short instructions for the daily work.")),
        Command("help.keys", _tr("Keyboard shortcuts"), "Ctrl+/", "keyboard", group,
                _tr("List every shortcut.")),
        Command("app.lock", _tr("Lock the program"), "Ctrl+Shift+K", "lock", group,
                _tr("Hide everything until you enter your passphrase; nothing is closed.")),
        Command("window.full", _tr("Full screen"), "F11", "external-link", group,
                _tr("Fill the screen with the window, or go back.")),
    )  # fmt: skip


def _moving() -> tuple[Command, ...]:
    group = _tr("Moving about")
    return (
        Command("page.back", _tr("Back"), "Alt+Left", "chevron-left", group,
                _tr("Go to the page you came from.")),
        Command("page.forward", _tr("Forward"), "Alt+Right", "chevron-right", group,
                _tr("Go to the page you came back from.")),
        Command("pane.next", _tr("Next part of the window"), "F6", "panel-right", group,
                _tr("Move between rail, header, page and status line.")),
        Command("pane.previous", _tr("Previous part of the window"), "Shift+F6", "panel-right", group,
                _tr("Move between the parts of the window, backwards.")),
    )  # fmt: skip


def _any_page() -> tuple[Command, ...]:
    group = _tr("On a page")
    return (
        Command("page.find", _tr("Find on this page"), "Ctrl+F", "filter", group,
                _tr("Narrow what this page shows.")),
        Command("page.save", _tr("Save"), "Ctrl+S", "save", group,
                _tr("Save what you typed on this page.")),
        Command("page.primary", _tr("Do the main thing here"), "Ctrl+Return", "arrow-right", group,
                _tr("Press the blue button of this page.")),
        Command("page.refresh", _tr("Refresh"), "F5", "refresh-cw", group,
                _tr("Read this page again from the database.")),
        Command("edit.undo", _tr("Undo"), "Ctrl+Z", "undo-2", group,
                _tr("Take back the last change.")),
        Command("edit.redo", _tr("Redo"), "Ctrl+Y", "redo-2", group,
                _tr("Do again what was taken back.")),
    )  # fmt: skip


def _forms() -> tuple[Command, ...]:
    group = _tr("In a form")
    return (
        Command("problem.next", _tr("Next problem"), "F8", "triangle-alert", group,
                _tr("Move to the next field that needs a look.")),
        Command("problem.previous", _tr("Previous problem"), "Shift+F8", "triangle-alert", group,
                _tr("Move to the previous field that needs a look.")),
        Command("section.next", _tr("Next section"), "Ctrl+Down", "arrow-down", group,
                _tr("Move to the next section of the form.")),
        Command("section.previous", _tr("Previous section"), "Ctrl+Up", "arrow-up", group,
                _tr("Move to the previous section of the form.")),
        Command("field.now", _tr("Enter the time now"), "F2", "timer", group,
                _tr("Put today's date or the time now into the field.")),
        Command("field.not_known", _tr("Mark as not known"), "F7", "circle-dashed", group,
                _tr("Say that the value of this field is not known.")),
    )  # fmt: skip


def _requests() -> tuple[Command, ...]:
    group = _tr("Requests")
    return (
        Command("request.new", _tr("New request"), "Ctrl+N", "plus", group,
                _tr("Take down a call: when, who and how to reach them is enough.")),
        Command("call.log", _tr("Log a call"), "Ctrl+L", "phone", group,
                _tr("Write down a call made or received for this request.")),
        Command("request.allocate", _tr("Allocate"), "Ctrl+Shift+A", "user-check", group,
                _tr("Name the AMHP for this request.")),
        Command("request.outcome", _tr("Record outcome"), "Ctrl+Shift+O", "clipboard-check", group,
                _tr("Record how the assessment ended.")),
        Command("told.open", _tr("Told list"), "Ctrl+T", "megaphone", group,
                _tr("Who must be told, and who has been.")),
    )  # fmt: skip


def _paper() -> tuple[Command, ...]:
    group = _tr("Paper")
    return (
        Command("paper.print", _tr("Print"), "Ctrl+P", "printer", group,
                _tr("Check what is on the page and print it.")),
        Command("paper.blank", _tr("Print blank forms"), "Ctrl+Shift+B", "file-text", group,
                _tr("Print forms to fill in by hand; works without the database.")),
    )  # fmt: skip
