"""The parts of `masthead.toml` that name whom the site tells of its changes: shared caches, hubs,
search engines, other sites. Docs: docs/outgoing.md.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SECRET_PARTS = frozenset({"purge", "webhooks"})  # no value under them is shown in a message

_PUBLIC_API = {"fastly": "https://api.fastly.com", "cloudflare": "https://api.cloudflare.com"}
_PREFIX = "whsec_"

Address = Annotated[str, Field(pattern=r"^https?://[^\s@]+$")]
Node = Annotated[str, Field(pattern=r"^https?://[^/\s@]+$")]
Event = Literal[
    "article.published",
    "article.updated",
    "article.corrected",
    "article.killed",
    "article.unpublished",
]


class Part(BaseModel):
    """A table of the configuration; a name that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Purge(Part):
    """`[purge]`: the shared cache before the site. `service` is Fastly's service id or
    Cloudflare's zone id; `nodes` are the addresses of Varnish or nginx.
    """

    kind: Literal["fastly", "cloudflare", "varnish", "nginx", "null"]
    nodes: list[Node] = []
    service: Annotated[str, Field(pattern=r"^[A-Za-z0-9]*$")] = ""
    token: str = ""
    verify: bool = True

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind in _PUBLIC_API and not (self.service and self.token):
            raise ValueError(f"{self.kind} needs `service` and `token`")
        if self.kind in {"varnish", "nginx"} and not self.nodes:
            raise ValueError(f"{self.kind} needs `nodes`, such as ['http://127.0.0.1:6081']")
        return self


class WebSub(Part):
    """`[websub]`: the hubs that are told when a feed has moved."""

    hubs: list[Address] = []


class IndexNow(Part):
    """`[indexnow]`: the key is served at `/{key}.txt`; one engine tells the others."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,128}$")]
    endpoint: Address = "https://api.indexnow.org/indexnow"


def _secret(text: str) -> str:
    try:
        size = len(base64.b64decode(text.removeprefix(_PREFIX), validate=True))
    except binascii.Error:
        size = 0
    if not text.startswith(_PREFIX) or not 24 <= size <= 64:  # noqa: PLR2004 - Standard Webhooks' bounds
        raise ValueError("write whsec_ and 24 to 64 random bytes in base64")
    return text


Secret = Annotated[str, AfterValidator(_secret)]


class Webhook(Part):
    """One of `[[webhooks]]`: another site that is told what was published. While a secret is
    being replaced, messages are signed with `old_secret` too. No `events` means all.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    url: Address
    secret: Secret
    old_secret: Secret | Literal[""] = ""
    events: list[Event] = []


def one_a_name(webhooks: list[Webhook]) -> list[Webhook]:
    """The same list; ValueError when two have one name."""
    twice = [name for name, count in Counter(one.name for one in webhooks).items() if count > 1]
    if twice:
        raise ValueError(f"two webhooks are named {twice[0]!r}")
    return webhooks


def as_settings(
    *, purge: Purge | None, websub: WebSub, indexnow: IndexNow | None, webhooks: list[Webhook]
) -> dict[str, Any]:
    """What `masthead.delivery.outgoing.conf` reads."""
    said = purge.model_dump() if purge else None
    if said and not said["nodes"] and said["kind"] in _PUBLIC_API:
        said["nodes"] = [_PUBLIC_API[said["kind"]]]
    return {
        "purge": said,
        "hubs": websub.hubs,
        "indexnow": indexnow.model_dump() if indexnow else None,
        "webhooks": [one.model_dump() for one in webhooks],
    }
