"""Loads trainers' YAML into models, or reports everything wrong with a file, each at its place."""

from simulator.yaml_source.source import (
    KINDS,
    Kind,
    Source,
    decode,
    kind_of,
    load,
    loads,
    problems,
    read,
    read_text,
)

__all__ = ["KINDS", "Kind", "Source", "decode", "kind_of", "load", "loads", "problems", "read", "read_text"]
