"""Python reads this first in every server under test: whoever it calls outside this machine is written to its log."""

import sys

NEAR = ("127.", "::1", "localhost", "0.0.0.0")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host and not str(host).startswith(NEAR):
        sys.stderr.write(f"LEFT THE MACHINE: {event} {host}\n")


sys.addaudithook(_watch)
