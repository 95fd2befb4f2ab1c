"""A real PostgreSQL server for tests: started on loopback when a test asks, as root or as anybody."""

import os
import secrets
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.support.certificates import Authority, Certificate

HOST = "127.0.0.1"
SUPERUSER = "postgres"
START_SECONDS = 30


class ServerUnavailable(AssertionError):
    """The server cannot be run here; the message says why and what would help."""


def server_binaries() -> Path:
    """Find the folder of initdb and postgres, or fail: a test that needs a server never skips."""
    ask = shutil.which("pg_config")
    if ask:
        answer = subprocess.run([ask, "--bindir"], capture_output=True, text=True, check=True)
        folder = Path(answer.stdout.strip())
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServerUnavailable(
        "PostgreSQL's server is not installed (no initdb beside pg_config). "
        "Run `python3 start.py test`, which installs it or says how."
    )


def unprivileged(folder: Path) -> list[str]:
    """Give the command prefix that starts the server as a user it accepts and ends it with this process.

    PostgreSQL refuses to run as root; Debian's package brings a user "postgres" to run it as.
    """
    prefix = [shutil.which("setpriv") or "setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return prefix if shutil.which("setpriv") else []
    import pwd

    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o755)
    return [*prefix, f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def free_port() -> int:
    """Find a loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class PostgresServer:
    """One running server with its own data folder, superuser password and certificates.

    `safe` turns on fsync and full-page writes, which crash tests need and all others can do without.
    `tls` off makes a server that offers no encryption, to see the program refuse it.
    """

    folder: Path
    safe: bool = False
    tls: bool = True
    host: str = HOST
    port: int = field(default_factory=free_port)
    superuser: str = SUPERUSER
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Make the data folder and the certificates; `start` is a separate step."""
        self._bin = server_binaries()
        self._prefix = unprivileged(self.folder)
        certificates = self.folder / "certificates"
        certificates.mkdir()
        self._authority = Authority(certificates, "service")
        self._stranger = Authority(certificates, "stranger")
        self._initialise()
        self.present(self._authority.issue("good"))

    # --- certificates -------------------------------------------------------------------------

    @property
    def ca_file(self) -> Path:
        """The root that signed the server's certificate."""
        return self._authority.ca_file

    @property
    def wrong_ca_file(self) -> Path:
        """A root that signed nothing this server shows."""
        return self._stranger.ca_file

    def present_expired(self) -> None:
        """Show a certificate of the right root that ran out yesterday, from the next connection on."""
        self.present(self._authority.issue("expired", valid_days=-1))

    def present_wrong_name(self) -> None:
        """Show a certificate made out to another computer, from the next connection on."""
        self.present(self._authority.issue("elsewhere", hosts=("elsewhere.example",), addresses=()))

    def present_good(self) -> None:
        """Go back to a certificate that is right in every way."""
        self.present(self._authority.issue("good"))

    def present(self, shown: Certificate) -> None:
        """Put a certificate where the server reads it and let a running server read it again."""
        data = self.folder / "data"
        owner = data.stat()
        for source, target in ((shown.certificate, data / "server.crt"), (shown.key, data / "server.key")):
            shutil.copyfile(source, target)
            target.chmod(0o600)
            if os.geteuid() == 0:
                os.chown(target, owner.st_uid, owner.st_gid)
        if self.process is not None and self.tls:
            self.process.send_signal(signal.SIGHUP)
            expected = ssl.PEM_cert_to_DER_cert(shown.certificate.read_text(encoding="ascii"))
            self._await(lambda: self._shown_certificate() == expected, "show its new certificate")

    # --- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server and return when it answers."""
        switch = "on" if self.safe else "off"
        settings = {
            "listen_addresses": self.host,
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "ssl": "on" if self.tls else "off",
            "fsync": switch,
            "synchronous_commit": switch,
            "full_page_writes": switch,
            "jit": "off",
            "timezone": "UTC",
            "max_connections": "60",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*self._prefix, str(self._bin / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self._await(self._answers, "answer")

    def stop(self) -> None:
        """End the server in good order (open sessions are cut off)."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=START_SECONDS)
            self.process = None

    def kill(self) -> None:
        """End the server and its sessions at once, as a power cut would."""
        if self.process is None:
            return
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        self.process.kill()
        for pid in pids:  # each session is a process group of its own
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(timeout=START_SECONDS)
        self.process = None

    def restart(self) -> None:
        """Start again on the same port and data, after `stop`, after `kill` or while running."""
        self.stop()
        self.start()

    # --- databases ----------------------------------------------------------------------------

    def dsn(
        self,
        dbname: str = "postgres",
        user: str | None = None,
        password: str | None = None,
        **options: str | int,
    ) -> str:
        """Give a libpq connection string, checked against our own root unless `options` say otherwise."""
        settings: dict[str, str | int] = {
            "host": self.host,
            "port": self.port,
            "dbname": dbname,
            "user": user or self.superuser,
            "password": password or self.password,
            "connect_timeout": 10,
        }
        secure: dict[str, str | int] = {"sslmode": "verify-full", "sslrootcert": str(self.ca_file)}
        return make_conninfo("", **{**settings, **(secure if self.tls else {}), **options})

    def connect(self, dbname: str = "postgres", **options: str | int) -> psycopg.Connection:
        """Open a superuser's connection in autocommit mode."""
        return psycopg.connect(self.dsn(dbname, **options), autocommit=True)  # type: ignore[arg-type]

    def create_database(self, template: str = "template0") -> str:
        """Make a database with a fresh name, as a copy of a template that nobody is connected to."""
        name = f"amhp_{secrets.token_hex(6)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, cutting off whoever is still connected to it."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def log(self) -> str:
        """Give all that the server has written to its log."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    # --- inside -------------------------------------------------------------------------------

    def _initialise(self) -> None:
        """Make the data folder, with passwords checked by SCRAM from the first connection."""
        password_file = self.folder / "password"
        password_file.write_text(self.password, encoding="ascii")
        options = ["-U", self.superuser, "--auth=scram-sha-256", f"--pwfile={password_file}"]
        options += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--data-checksums"]
        command = [*self._prefix, str(self._bin / "initdb"), "-D", str(self.folder / "data"), *options]
        subprocess.run(command, check=True, cwd="/", capture_output=True)
        password_file.unlink()

    def _await(self, condition: Callable[[], bool], what: str) -> None:
        """Poll until a condition holds; a server that ended or takes too long fails with its own log."""
        deadline = time.monotonic() + START_SECONDS
        while not condition():
            ended = self.process is None or self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise ServerUnavailable(f"PostgreSQL did not {what}. Its log:\n{self.log()[-3000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        """Tell whether the server takes connections yet."""
        ready = [str(self._bin / "pg_isready"), "-q", "-h", self.host, "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    def _shown_certificate(self) -> bytes:
        """Ask for an encrypted connection and give the certificate that the server shows, as DER."""
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((self.host, self.port), timeout=5) as plain:
            plain.sendall(struct.pack("!ii", 8, 80877103))  # PostgreSQL's SSLRequest
            if plain.recv(1) != b"S":
                return b""
            with trusting.wrap_socket(plain) as secure:
                return secure.getpeercert(binary_form=True) or b""


@contextmanager
def running_server(*, safe: bool = False, tls: bool = True) -> Iterator[PostgresServer]:
    """Run a server of one's own: for tests that kill it, change its certificate or need it without TLS."""
    folder = Path(tempfile.mkdtemp(prefix="amhp-pg-"))
    server = None
    try:
        server = PostgresServer(folder, safe=safe, tls=tls)
        server.start()
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
