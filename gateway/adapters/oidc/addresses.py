"""Which addresses may be spoken to about who somebody is."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_fit(address: str, *, demo: bool) -> bool:
    """Whether it is https; http only on this machine itself, or in demo mode."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and (demo or is_loopback(host)))


def is_loopback(host: str) -> bool:
    """Whether that is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
