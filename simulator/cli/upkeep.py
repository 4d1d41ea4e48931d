"""Commands that keep an installation well: doctor, db upgrade."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from simulator.cli import services
from simulator.cli.doctor import examine
from simulator.cli.show import emit, note, out

Json = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(doctor)
    database = typer.Typer(help="The database.", no_args_is_help=True)
    database.command()(upgrade)
    app.add_typer(database, name="db")


def doctor(as_json: Json = False) -> None:
    """Say what is configured, reachable and missing, and what each missing thing would add."""
    findings = examine(services.settings(), services.library(), services.store())
    if as_json:
        emit(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            mark = {
                "ok": "[green]ok     [/green]",
                "missing": "[yellow]missing[/yellow]",
                "wrong": "[red]wrong  [/red]",
            }
            out.print(f"{mark[finding.state]} {finding.what}: {finding.detail}")
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)


def upgrade() -> None:
    """Bring the database up to date."""
    store = services.store()
    store.upgrade()
    note(f"The database {store.where} is up to date.")
