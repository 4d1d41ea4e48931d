"""Checks trainers' files: what keeps one from being loaded, and what in it is unwise."""

from simulator.lint.check import lint_file, lint_text

__all__ = ["lint_file", "lint_text"]
