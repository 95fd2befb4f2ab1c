"""Where a paper stands between draft and received, and where it was completed."""

from amhp_desktop.domain.codes import Coded


class PaperState(Coded):
    """The state of one prepared form."""

    DRAFT = "draft", "Draft"
    PRINTED = "printed", "Printed"
    SIGNED = "signed", "Signed"
    SERVED = "served", "Served"
    RECEIVED = "received", "Received"


class CompletedWhere(Coded):
    """Where a statutory form was completed."""

    HERE = "here", "Here, on paper"
    EMHA = "emha", "eMHA"
    PAPER = "paper", "Paper form"
