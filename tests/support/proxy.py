"""A TCP proxy inside the test process that can behave like a bad network."""

import selectors
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

CHUNK = 65536


class Weather(Enum):
    """What the network does to every connection that goes through the proxy."""

    PASS = "pass"  # carries both ways
    STALL = "stall"  # carries nothing and closes nothing, as a firewall that forgot the connection
    DROP_REPLIES = "drop replies"  # the request arrives, the answer is lost for good


@dataclass(eq=False)
class _Pair:
    """One connection: the client's end and the server's end."""

    client: socket.socket
    server: socket.socket

    def other(self, end: socket.socket) -> socket.socket:
        return self.server if end is self.client else self.client


class Proxy:
    """Listen on a loopback port and carry connections to a server, as the weather allows.

    Use it in a `with` statement. After `drop_replies` the connections concerned are useless
    (bytes are missing), so a test calls `reset` before it lets the sun shine again.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()[:2]
        self._waker, self._wake_end = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._pairs: set[_Pair] = set()
        self._weather = Weather.PASS
        self._reset = False
        self._closing = False
        self._turned = threading.Event()
        self._thread = threading.Thread(target=self._carry, name="test proxy", daemon=True)

    def __enter__(self) -> "Proxy":
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._wake_end, selectors.EVENT_READ)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        self._wake()
        self._thread.join(timeout=10)
        for one in (self._listener, self._waker, self._wake_end):
            one.close()
        self._selector.close()

    def pass_on(self) -> None:
        """Carry both ways again; what a stall held back arrives now."""
        self._turn(Weather.PASS)

    def stall(self) -> None:
        """Carry nothing from now on, without a sign of it; new connections open and then hang."""
        self._turn(Weather.STALL)

    def drop_replies(self) -> None:
        """Carry requests to the server and lose every answer."""
        self._turn(Weather.DROP_REPLIES)

    def reset(self) -> None:
        """Break every open connection with a TCP reset; new ones are carried as the weather allows."""
        self._reset = True
        self._wake()

    @property
    def connections(self) -> int:
        """Count the connections open through the proxy."""
        return len(self._pairs)

    def _turn(self, weather: Weather) -> None:
        self._weather = weather
        self._wake()

    def _wake(self) -> None:
        """Let the carrying thread see a change, and wait until it has."""
        self._turned.clear()
        self._waker.send(b"!")
        self._turned.wait(timeout=10)

    def _carry(self) -> None:
        """Carry until closed; runs in the proxy's own thread, which alone touches the sockets."""
        while not self._closing:
            for key, _ in self._selector.select():
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fileobj is self._wake_end:
                    self._heed()
                elif key.data in self._pairs:
                    self._move(key.data, key.fileobj)  # type: ignore[arg-type]
        for pair in tuple(self._pairs):
            self._break(pair)
        self._turned.set()

    def _accept(self) -> None:
        """Open the way to the server for a new connection; a server that is gone refuses it."""
        client, _ = self._listener.accept()
        try:
            server = socket.create_connection(self._target, timeout=10)
        except OSError:
            client.close()
            return
        pair = _Pair(client, server)
        self._pairs.add(pair)
        if self._weather is not Weather.STALL:
            self._listen(pair)

    def _heed(self) -> None:
        """Apply the weather and a reset that the test asked for."""
        self._wake_end.recv(CHUNK)
        if self._reset:
            self._reset = False
            for pair in tuple(self._pairs):
                self._break(pair)
        for pair in self._pairs:
            self._deafen(pair)
            if self._weather is not Weather.STALL:
                self._listen(pair)
        if not self._closing:
            self._turned.set()

    def _move(self, pair: _Pair, end: socket.socket) -> None:
        """Carry what one end sent; an end that closed or broke takes the other with it."""
        try:
            sent = end.recv(CHUNK)
            lost = self._weather is Weather.DROP_REPLIES and end is pair.server
            if sent and not lost:
                pair.other(end).sendall(sent)
        except OSError:
            sent = b""
        if not sent:
            self._break(pair)

    def _listen(self, pair: _Pair) -> None:
        for end in (pair.client, pair.server):
            self._selector.register(end, selectors.EVENT_READ, pair)

    def _deafen(self, pair: _Pair) -> None:
        for end in (pair.client, pair.server):
            with suppress(KeyError):
                self._selector.unregister(end)

    def _break(self, pair: _Pair) -> None:
        """Close both ends at once, with a reset rather than a farewell."""
        self._deafen(pair)
        self._pairs.discard(pair)
        for end in (pair.client, pair.server):
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.close()
