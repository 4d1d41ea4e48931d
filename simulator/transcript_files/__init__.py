"""Reads transcripts in whatever form people bring them, and writes them one a line."""

from simulator.transcript_files.files import read, write

__all__ = ["read", "write"]
