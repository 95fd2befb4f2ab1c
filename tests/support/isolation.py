"""What keeps tests from the outside world: no network but loopback, no window, no home folder."""

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any


class NetworkClosed(AssertionError):
    """A test reached for a computer other than this one."""


def is_here(address: object) -> bool:
    """Tell whether a socket address is this computer's own (loopback or not IP at all)."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in {"localhost", ""}:
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def close_network() -> None:
    """Let Python's sockets connect to this computer only, for the rest of the process."""
    for name in ("connect", "connect_ex"):
        _guard(name, getattr(socket.socket, name))


def _guard(name: str, real: Callable[..., Any]) -> None:
    """Replace one method of sockets by one that looks at the address first."""

    def guarded(self: socket.socket, address: object) -> Any:
        if not is_here(address):
            raise NetworkClosed(f"Tests may not leave this computer, and this one wanted {address!r}")
        return real(self, address)

    setattr(socket.socket, name, guarded)


def prepare_environment(home: str) -> None:
    """Set what Qt and the program read when they start; must run before either is imported."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_FONT_DPI"] = "96"
    os.environ["QT_SCALE_FACTOR"] = "1"
    os.environ["AMHP_DESKTOP_HOME"] = home
