"""Which network addresses a request may go to: public ones, however they are written."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
_V4_COMPATIBLE = IPv6Network("::/96")
_SITE_LOCAL = IPv6Network("fec0::/10")
_NEVER = (_TEREDO, _NAT64[1], _V4_COMPATIBLE, _SITE_LOCAL)
_DOCUMENTATION_AND_RELAYS = ("192.0.0.", "192.88.99.")


def is_public(text: str) -> bool:
    """True when the literal address is one of the public internet's.

    Stricter than `ipaddress.is_global`, which lets multicast and addresses that carry a private
    IPv4 address inside an IPv6 one pass (standards §5.4; RFC 6052, 3056, 4291).
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(one) for one in _unwrapped(address))


def _unwrapped(address: Address) -> list[Address]:
    if isinstance(address, IPv4Address):
        return [address]
    inner: IPv4Address | None = address.ipv4_mapped
    if inner is None and address in _SIX_TO_FOUR:
        inner = address.sixtofour
    elif inner is None and (address in _V4_COMPATIBLE or any(address in net for net in _NAT64)):
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is None:
        return [address]
    return [inner] if address.ipv4_mapped else [address, inner]


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and any(address in net for net in _NEVER):
        return False
    if str(address).startswith(_DOCUMENTATION_AND_RELAYS):
        return False
    nat64 = isinstance(address, IPv6Address) and address in _NAT64[0]
    return (address.is_global or nat64) and not address.is_multicast
