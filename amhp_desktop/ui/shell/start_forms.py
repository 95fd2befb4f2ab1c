"""The forms of the first start: a new file, a file that exists, a shared database, a backup."""

from pathlib import Path

from typing_extensions import override

from amhp_desktop.domain.errors import Problem
from amhp_desktop.ui.shell.entry import Entry, PassphraseEntry
from amhp_desktop.ui.shell.file_entry import FileEntry, FileUse
from amhp_desktop.ui.shell.first_start_values import CreateLocal, JoinShared, OpenLocal, RestoreBackup
from amhp_desktop.ui.shell.start_form import StartForm

SHORTEST_PASSPHRASE = 12
_USUAL_PORT = "5432"


class CreateForm(StartForm):
    """Asks for what a new encrypted file needs: the service, where the file lies, and its first user."""

    def __init__(self, suggested: Path) -> None:
        super().__init__(
            self.tr("Create a file on this computer"),
            self.tr("One encrypted file with its own users. You become its administrator."),
            self.tr("Create the file"),
            "file-plus",
        )
        self._service = Entry(self.tr("Service name"), format_hint=self.tr("Northmere AMHP Service"))
        self._authority = Entry(self.tr("Local authority (LSSA)"), format_hint=self.tr("Northmere Council"))
        self._file = FileEntry(
            self.tr("File"), FileUse.MAKE, kinds=self.tr("AMHP Desktop (*.amhp)"), value=suggested
        )
        self._person = Entry(self.tr("Your name"), format_hint=self.tr("Family name, given name"))
        self._login = Entry(self.tr("User name"))
        self._first = PassphraseEntry(self.tr("Passphrase"))
        self._second = PassphraseEntry(self.tr("Passphrase again"))
        self.add(service=self._service, authority=self._authority)
        self.add(file=self._file)
        self.add(person=self._person, login=self._login)
        self.add(passphrase=self._first, again=self._second)
        rules = self.tr(
            "At least {count} characters, any you like, spaces too. Four words that do not belong together "
            "are easy to remember and hard to guess. It need not be changed every few months."
        )
        self.add_words(rules.format(count=SHORTEST_PASSPHRASE))
        self.finish()

    @override
    def problems(self) -> tuple[Problem, ...]:
        found = list(super().problems())
        first, second = self._first.text(), self._second.text()
        if first and len(first) < SHORTEST_PASSPHRASE:
            words = self.tr("At least {count} characters; this has {typed}.")
            found.append(Problem("passphrase", words.format(count=SHORTEST_PASSPHRASE, typed=len(first))))
        elif first and first.casefold().strip() in {
            self._login.text().casefold(),
            self._person.text().casefold(),
        }:
            found.append(Problem("passphrase", self.tr("Do not use your own name.")))
        elif first and second and first != second:
            found.append(Problem("again", self.tr("The two passphrases differ.")))
        if self._file.text() and self._file.path().exists():
            found.append(
                Problem("file", self.tr("This file exists already. Open it, or choose another name."))
            )
        return tuple(found)

    @override
    def decision(self) -> CreateLocal:
        return CreateLocal(
            self._service.text(),
            self._authority.text(),
            self._file.path(),
            self._person.text(),
            self._login.text(),
            self._first.text(),
        )


class OpenForm(StartForm):
    """Asks for a file that exists."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Open a file on this computer"),
            self.tr("A file that AMHP Desktop made before. You sign in to it next."),
            self.tr("Use this file"),
        )
        self._file = FileEntry(self.tr("File"), FileUse.OPEN, kinds=self.tr("AMHP Desktop (*.amhp)"))
        self.add(file=self._file)
        self.finish()

    @override
    def problems(self) -> tuple[Problem, ...]:
        found = super().problems()
        if not found and not self._file.path().is_file():
            return (Problem("file", self.tr("There is no such file.")),)
        return found

    @override
    def decision(self) -> OpenLocal:
        return OpenLocal(self._file.path())


class JoinForm(StartForm):
    """Asks for what a shared database needs; the connection is always encrypted and checked."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Join a shared database"),
            self.tr(
                "Your service desk or administrator gives you these. The connection is always encrypted."
            ),
            self.tr("Connect"),
            "log-in",
        )
        self._server = Entry(self.tr("Server"), format_hint=self.tr("amhp.northmere.example"))
        self._port = Entry(self.tr("Port"), value=_USUAL_PORT)
        self._database = Entry(self.tr("Database name"), value="amhp")
        self._certificate = FileEntry(
            self.tr("CA certificate file"), FileUse.OPEN, kinds=self.tr("Certificates (*.pem *.crt *.cer)")
        )
        self._login = Entry(self.tr("User name"))
        self._password = PassphraseEntry(self.tr("Password"))
        self.add(server=self._server, port=self._port)
        self.add(database=self._database)
        self.add(certificate=self._certificate)
        self.add_words(self.tr("The certificate proves that the server is yours and nobody listens between."))
        self.add(login=self._login, password=self._password)
        self.finish()

    @override
    def problems(self) -> tuple[Problem, ...]:
        found = list(super().problems())
        port = self._port.text()
        if port and not (port.isdecimal() and 0 < int(port) < 65536):
            found.append(Problem("port", self.tr("A number from 1 to 65535.")))
        if self._certificate.text() and not self._certificate.path().is_file():
            found.append(Problem("certificate", self.tr("There is no such file.")))
        return tuple(found)

    @override
    def decision(self) -> JoinShared:
        return JoinShared(
            self._server.text(),
            int(self._port.text()),
            self._database.text(),
            self._login.text(),
            self._password.text(),
            self._certificate.path(),
        )


class RestoreForm(StartForm):
    """Asks for a backup, where the file shall lie, and the secret that opens it."""

    def __init__(self, suggested: Path) -> None:
        super().__init__(
            self.tr("Restore from a backup"),
            self.tr("The backup is read and never changed; the restored file is a new one."),
            self.tr("Restore"),
            "history",
        )
        self._backup = FileEntry(self.tr("Backup file"), FileUse.OPEN, kinds=self.tr("Backups (backup.json)"))
        self._file = FileEntry(
            self.tr("New file"), FileUse.MAKE, kinds=self.tr("AMHP Desktop (*.amhp)"), value=suggested
        )
        self._secret = PassphraseEntry(self.tr("Passphrase or recovery key"))
        self.add(backup=self._backup)
        self.add(file=self._file)
        self.add(secret=self._secret)
        self.finish()

    @override
    def problems(self) -> tuple[Problem, ...]:
        found = list(super().problems())
        if self._backup.text() and not self._backup.path().is_file():
            found.append(Problem("backup", self.tr("There is no such file.")))
        if self._file.text() and self._file.path().exists():
            found.append(Problem("file", self.tr("This file exists already. Choose another name.")))
        return tuple(found)

    @override
    def decision(self) -> RestoreBackup:
        return RestoreBackup(self._backup.path(), self._file.path(), self._secret.text())
