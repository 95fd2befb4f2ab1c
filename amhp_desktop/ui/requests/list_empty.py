"""What the list of requests says where it has none: what was searched, the closest match, what to do."""

from amhp_desktop.services.request_view import RequestFilter, RequestLine
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.panels import EmptyState


class ListEmpty(EmptyState):
    """The empty list, with the buttons that lead out of it."""

    def __init__(self) -> None:
        self.near_button = Button("")
        self.widen_button = Button("", "search")
        self.clear_button = Button("", "x")
        self.new_button = Button("", "plus", "", "Ctrl N")
        buttons = (self.near_button, self.widen_button, self.clear_button, self.new_button)
        super().__init__("search", "", "", buttons)
        self.widen_button.setText(self.tr("Search all requests"))
        self.clear_button.setText(self.tr("Clear the search"))
        self.new_button.setText(self.tr("New request"))

    def say(self, wanted: RequestFilter, which: str, near: RequestLine | None = None) -> None:
        """Say that nothing answers a search among the requests ``which`` names; ``near`` is alike."""
        is_narrow = wanted.open_only or bool(wanted.states)
        if wanted.text:
            searched = self.tr("Searched names, NHS No. and references of: %1.")
            close = self.tr(" Close to it: %1.").replace("%1", near.person) if near is not None else ""
            fact = self.tr("Nothing matches “%1”").replace("%1", wanted.text)
            self.set_words(fact, searched.replace("%1", which.lower()) + close)
        elif is_narrow:
            fact = self.tr("No open requests") if wanted.open_only else self.tr("No request is “%1”")
            self.set_words(fact.replace("%1", which), self.tr("Closed ones are found under “All”."))
        else:
            self.set_words(self.tr("No requests yet"), self.tr("Take down the first call."))
        if near is not None:
            self.near_button.setText(self.tr("Open %1").replace("%1", near.reference))
        self.near_button.setVisible(near is not None)
        self.clear_button.setVisible(bool(wanted.text))
        self.widen_button.setVisible(is_narrow)
        self.new_button.setVisible(not wanted.text and not is_narrow)

    def forbid(self, why_not: str) -> None:
        """Say that this person may not see requests, and who may."""
        self.set_words(why_not)
        for one in (self.near_button, self.clear_button, self.widen_button, self.new_button):
            one.hide()
