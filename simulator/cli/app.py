"""The command line's frame: its commands, and how errors leave it."""

import sys

import typer

from simulator.cli import calls, files, upkeep
from simulator.errors import SimulatorError

app = typer.Typer(
    name="simulator",
    help="Sidetone: practise difficult calls, be graded on your own words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
calls.register(app)
files.register(app)
upkeep.register(app)


def main() -> None:
    """Run the command line; exit 0 done, 1 the work found problems, 2 usage or set-up."""
    try:
        app()
    except SimulatorError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is where errors meet the person
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
