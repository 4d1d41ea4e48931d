"""Where text would go: names of endpoints, and whether they are this machine."""

import ipaddress
from urllib.parse import urlsplit

OPENAI = "https://api.openai.com/v1"


def leaves_machine(endpoint: str | None) -> bool:
    """Whether text sent there leaves this machine."""
    return endpoint is not None and not _is_loopback(_host(endpoint))


def is_own_network(endpoint: str | None) -> bool:
    """Whether the server is this machine or on a private network, where nobody charges by the token."""
    if endpoint is None:
        return True
    if "//" not in endpoint:
        return False  # the name of a provider
    host = _host(endpoint)
    if _is_loopback(host) or ("." not in host and ":" not in host):
        return True
    address = _address(host)
    return host.endswith((".local", ".internal", ".lan")) or (address is not None and address.is_private)


def _host(endpoint: str) -> str:
    return (urlsplit(endpoint if "//" in endpoint else f"//{endpoint}").hostname or "").lower()


def _is_loopback(host: str) -> bool:
    address = _address(host)
    return host == "localhost" or host.endswith(".localhost") or (address is not None and address.is_loopback)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
