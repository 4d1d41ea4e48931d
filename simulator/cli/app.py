"""The command line's frame: its commands, and how errors leave it."""

import os
import sys
from io import TextIOWrapper

import typer

from simulator.cli import audit, calls, files, trust, upkeep
from simulator.cli.show import note
from simulator.errors import ProviderError, SimulatorError

app = typer.Typer(
    name="simulator",
    help="Sidetone: practise difficult calls, be graded on your own words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
calls.register(app)
trust.register(app)
audit.register(app)
files.register(app)
upkeep.register(app)


def main() -> None:
    """Run the command line; exit 0 done, 1 the work found problems, 2 usage or set-up."""
    for stream in (sys.stdout, sys.stderr):  # the forms that leave here are UTF-8 wherever they go
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except ProviderError as error:
        note(f"{error} {error.hint}")
        sys.exit(2)
    except SimulatorError as error:
        note(str(error))
        sys.exit(2)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        note(f"{error.filename or 'A file'} could not be read or written: {error.strerror or error}")
        sys.exit(2)
