"""What a main window is made from; the composition root fills it in once somebody has signed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.pages import PageFactory
from amhp_desktop.ui.shell.palette_items import Finder, PaletteItem
from amhp_desktop.ui.shell.window_memory import WindowMemory


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the window needs from outside; it reaches for nothing else.

    ``factories`` make pages by name when first shown; ``finder`` answers the palette off the GUI thread;
    ``forms`` are the blank forms it offers; ``unlock`` checks the passphrase of the person signed in and
    raises Refused; ``clock`` returns aware UTC.
    """

    factories: Mapping[str, PageFactory]
    first: Place
    runner: TaskRunner
    clock: Callable[[], datetime]
    memory: WindowMemory
    finder: Finder
    unlock: Callable[[str], object]
    forms: tuple[PaletteItem, ...] = ()
    is_training: bool = False
