"""The commands of ``amhp-desktop``: the window, the demonstration, the self-test, databases and blank forms."""

import getpass
import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="AMHP Desktop: duty rota, requests, legal clocks and statutory paperwork of an AMHP service.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="Set up, upgrade, check and back up databases.", no_args_is_help=True)
form = typer.Typer(help="Statutory forms, without any database.", no_args_is_help=True)
app.add_typer(database, name="database")
app.add_typer(form, name="forms")

Host = Annotated[str, typer.Option(help="Server of the shared database.")]
Port = Annotated[int, typer.Option(help="Port of the server.")]
Name = Annotated[str, typer.Option(help="Name of the database.")]
Certificate = Annotated[Path | None, typer.Option(help="Certificate authority that signed the server's.")]
File = Annotated[Path | None, typer.Option(help="A local database file instead of a shared one.")]
Login = Annotated[str, typer.Option(help="User name.")]


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Open the window; the first time it asks which database."""
    if context.invoked_subcommand is None:
        from amhp_desktop.app.window import run

        raise typer.Exit(run())


@app.command()
def demo(
    *,
    off_screen: Annotated[bool, typer.Option(help="Drive one duty day without a display.")] = False,
    out: Annotated[Path, typer.Option(help="Folder for pictures and printed forms.")] = Path("out"),
) -> None:
    """Open the demonstration, or play one duty day in it off screen and leave pictures and PDFs."""
    if off_screen:
        from amhp_desktop.app.duty_day.show import play_off_screen

        raise typer.Exit(play_off_screen(out))
    from amhp_desktop.app.window import run

    raise typer.Exit(run(demonstration=True))


@app.command("self-test")
def self_test() -> None:
    """Open every page, render every form, migrate an empty database; exit 0 only if all of it works."""
    from amhp_desktop.app.self_test import run

    raise typer.Exit(run())


@database.command()
def create(
    *,
    service: Annotated[str, typer.Option(help="What the service calls itself.")],
    authority: Annotated[str, typer.Option(help="The local social services authority it works for.")],
    administrator: Annotated[str, typer.Option(help="User name of the first administrator.")],
    name_of_administrator: Annotated[str, typer.Option(help="Their name, for example Ada Lee.")],
    host: Host = "localhost",
    port: Port = 5432,
    name: Name = "amhp",
    certificate: Certificate = None,
    server_login: Annotated[str, typer.Option(help="Database administrator.")] = "postgres",
) -> None:
    """Make a shared database with its roles and first administrator; passwords are asked for, never shown."""
    from amhp_desktop.app import database_tools

    secrets = database_tools.Secrets(
        _secret("AMHP_SERVER_PASSWORD", f"Password of {server_login}"),
        _secret("AMHP_FIRST_PASSWORD", f"Passphrase for {administrator}"),
    )
    place = database_tools.place(host, port, name, certificate)
    founder = database_tools.founder(service, authority, name_of_administrator, administrator)
    raise typer.Exit(database_tools.create(place, server_login, secrets, founder))


@database.command()
def upgrade(
    *,
    host: Host = "localhost",
    port: Port = 5432,
    name: Name = "amhp",
    certificate: Certificate = None,
    server_login: Annotated[str, typer.Option(help="Database administrator.")] = "postgres",
    file: File = None,
    login: Login = "",
) -> None:
    """Bring a database to this program's version; a local one is backed up first."""
    from amhp_desktop.app import database_tools

    if file is not None:
        raise typer.Exit(database_tools.upgrade_file(file, login, _secret("AMHP_PASSPHRASE", "Passphrase")))
    place = database_tools.place(host, port, name, certificate)
    password = _secret("AMHP_SERVER_PASSWORD", f"Password of {server_login}")
    raise typer.Exit(database_tools.upgrade_server(place, server_login, password))


@database.command()
def verify(
    *,
    login: Login,
    host: Host = "localhost",
    port: Port = 5432,
    name: Name = "amhp",
    certificate: Certificate = None,
    file: File = None,
) -> None:
    """Check the audit trail: names any edit, gap or cut, and exits 1 where there is one."""
    from amhp_desktop.app import database_tools

    secret = _secret("AMHP_PASSPHRASE", "Passphrase")
    if file is not None:
        raise typer.Exit(database_tools.verify_file(file, login, secret))
    raise typer.Exit(
        database_tools.verify_server(database_tools.place(host, port, name, certificate), login, secret)
    )


@form.command("list")
def list_forms() -> None:
    """List the forms of the library."""
    from amhp_desktop.app import form_tools

    raise typer.Exit(form_tools.list_all())


@form.command()
def blank(
    form_id: Annotated[str, typer.Argument(help="For example A2.")],
    out: Annotated[Path, typer.Option(help="Where to write the PDF.")] = Path("blank.pdf"),
) -> None:
    """Write a blank form as a PDF."""
    from amhp_desktop.app import form_tools

    raise typer.Exit(form_tools.write_blank(form_id, out))


def _secret(variable: str, words: str) -> str:
    """Return a secret from the environment variable, or ask for it; it is never echoed."""
    return os.environ.get(variable) or getpass.getpass(f"{words}: ")


def main() -> None:
    """Run the command line."""
    app(prog_name="amhp-desktop")
