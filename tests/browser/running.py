"""The web app as its own process, which can be killed and started again on the same data."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERMETIC = Path(__file__).parent / "hermetic"
SETTINGS = ("SIDETONE_", "OPENAI_", "DATABASE_URL")


class Running:
    """A server on a free port over a data folder; `env` adds to its settings."""

    def __init__(self, data: Path, **env: str) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
        ours = {"SIDETONE_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(HERMETIC)}
        self._env = kept | ours | env
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._log = (self.data / "server.log").open("a")
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._env, stdout=self._log, stderr=self._log)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"The app did not start:\n{self.log}")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.kill()
        self._process.wait()
        self._log.close()

    def check(self) -> None:
        """Fail where it broke, or where it called anybody outside this machine."""
        assert "Traceback" not in self.log, self.log
        assert "LEFT THE MACHINE" not in self.log, self.log

    @property
    def log(self) -> str:
        """What it printed so far."""
        return (self.data / "server.log").read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
