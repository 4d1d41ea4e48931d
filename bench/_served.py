"""The web app in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

ROOT: Final = Path(__file__).resolve().parent.parent
LOOK_EVERY: Final = 0.01
"""Seconds between looks at whether a server that is starting up answers."""
PATIENCE: Final = 60.0
"""Seconds after which a server or a script that does not answer is given up."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running app; `started` is the moment just before its process was made, by `time.perf_counter`."""

    port: int
    pid: int
    started: float

    @property
    def url(self) -> str:
        """Its address for a browser."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of CPU that the process has used so far (Linux; elsewhere 0)."""
        return cpu_of(self.pid)


@contextmanager
def served(data: Path, **settings: str) -> Iterator[Server]:
    """The app over that data folder in a new process; it may not answer yet. `settings` are added to its variables."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIDETONE_", "OPENAI_"))}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=kept | {"SIDETONE_DATA_DIR": str(data)} | settings, stdout=subprocess.DEVNULL
    )
    try:
        yield Server(port, process.pid, started)
    finally:
        process.terminate()
        process.wait()


def answering(server: Server) -> Server:
    """The server once it answers. Raises URLError where it does not in time."""
    until = time.perf_counter() + PATIENCE
    while True:
        try:
            urlopen(f"{server.url}/_stcore/health", timeout=1).close()
            return server
        except URLError:
            if time.perf_counter() > until:
                raise
            time.sleep(LOOK_EVERY)


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has used, its own and the kernel's for it (Linux; elsewhere 0)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
