"""The command line: one thin command a job, each over the same functions as the web app."""

from simulator.cli.app import main

__all__ = ["main"]
