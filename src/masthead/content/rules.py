"""Pure decisions about articles: may it be seen, when does that change, what label does it wear,
what rel do its links carry. Plain values in, plain values out; no Django, no clock of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WORDS_A_MINUTE = 230

RESERVED_SLUGS = frozenset(
    {
        *("about", "advertising", "ads", "api", "authors", "awards", "contact", "corrections"),
        *("desk", "faq", "feed", "files", "go", "healthz", "interviews", "latest", "magazines"),
        *("media", "metrics", "newsletter", "pictures", "press-releases", "privacy", "profile"),
        *("readyz", "research-reports", "rsl", "search", "share", "static", "stories", "submit"),
        *("terms", "top-stories", "topics", "transparency", "trends", "videos", "wire", "brand"),
        "robots",
    }
)
"""First path segments that a section may not take (design §9)."""


class Channel(StrEnum):
    """Where a piece may come out, by its letter in `closed_to`."""

    WEB = "w"
    MAIL = "m"
    FEED = "f"
    API = "a"
    MAGAZINE = "z"


class Use(StrEnum):
    """What may be done with a piece where it comes out, by its letter in `closed_to`."""

    FULL_TEXT = "x"
    AI_INPUT = "i"
    AI_TRAIN = "t"


EVERYWHERE = (Channel.MAIL, Channel.FEED, Channel.API, Channel.MAGAZINE)
"""What goes out to readers whose country nobody knows."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a licence leaves of a piece: it is closed to the channels and uses of these letters, and
    may be read in these countries alone.
    """

    closed_to: str = ""
    territories: str = ""


def closed_to(open_to: Collection[Channel | Use], territories: str) -> str:
    """The letters of what a licence bars: channels and uses that it does not name, and, where it
    names countries, the channels that go everywhere.
    """
    barred = [
        one for one in (*Channel, *Use) if one not in open_to or (territories and one in EVERYWHERE)
    ]
    return "".join(barred)


def may_be_read_in(country: str, territories: str) -> bool:
    """True when a reader in the country may see the piece; one whose country is not known may not
    see what is for some countries only.
    """
    return not territories or country.upper() in territories.split()


class Held(StrEnum):
    """Why an article may not be seen."""

    KILLED = "killed"
    WITHHELD = "withheld"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"
    EXPIRED = "expired"
    NO_RIGHTS = "no-rights"
    UNLABELLED = "unlabelled"
    NOT_LICENSED = "not-licensed"


@dataclass(frozen=True, slots=True)
class GateFacts:
    """All that the release gate asks about an article. Times are aware or None."""

    live: bool
    withheld: bool
    killed_at: datetime | None
    go_live_at: datetime | None
    embargoed_until: datetime | None
    expire_at: datetime | None
    rights_from: datetime | None
    rights_until: datetime | None
    commissioned: bool
    label: str
    closed_to: str = ""


def why_held(facts: GateFacts, now: datetime, *, channel: Channel = Channel.WEB) -> Held | None:
    """The first reason why the article may not be seen at `now` in the channel; None when it may.

    A start binds until its very second, an end binds from its very second.
    """
    barred = (
        (Held.KILLED, facts.killed_at is not None),
        (Held.WITHHELD, facts.withheld),
        (Held.EXPIRED, _reached(facts.expire_at, now)),
        (Held.DRAFT, not facts.live),
        (Held.SCHEDULED, _ahead(facts.go_live_at, now)),
        (Held.EMBARGOED, _ahead(facts.embargoed_until, now)),
        (Held.NO_RIGHTS, _ahead(facts.rights_from, now) or _reached(facts.rights_until, now)),
        (Held.UNLABELLED, facts.commissioned and not facts.label),
        (Held.NOT_LICENSED, channel in facts.closed_to),
    )
    return next((reason for reason, holds in barred if holds), None)


def opens_at(facts: GateFacts) -> datetime | None:
    """The latest of the times before which the article may not be seen; None when there is none."""
    starts = (facts.go_live_at, facts.embargoed_until, facts.rights_from)
    return max((start for start in starts if start), default=None)


def closes_at(facts: GateFacts) -> datetime | None:
    """The earliest of the times from which the article may no longer be seen."""
    ends = (facts.expire_at, facts.rights_until)
    return min((end for end in ends if end), default=None)


def _ahead(time: datetime | None, now: datetime) -> bool:
    return time is not None and time > now


def _reached(time: datetime | None, now: datetime) -> bool:
    return time is not None and time <= now


def disclosure_label(*, commissioned: bool) -> str:
    """The words a reader sees before the headline when money is involved; "" when none is.

    Plain words that say it is paid (16 CFR 255; UCPD Annex I no. 11; CAP 2.4): never "Partner".
    """
    return "Paid content" if commissioned else ""


def link_rel(*, kind: str, origin: str, offer: bool = False) -> str:
    """The rel of an outbound link, from what the piece is; an editor has no say in it.

    Google, "Qualify your outbound links": paid `sponsored`, contributed `ugc`, press release
    `nofollow`.
    """
    if offer or origin == "commissioned":
        return "sponsored noopener"
    if kind == "press_release":
        return "nofollow noopener"
    if origin == "contributed":
        return "ugc nofollow noopener"
    return "noopener"


def reading_minutes(words: int) -> int:
    """Minutes that a piece of so many words takes to read, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


NEWS_KINDS = frozenset(
    {"news", "analysis", "opinion", "interview", "factbox", "live", "video", "research_report"}
)
UNINDEXED_ORIGINS = frozenset({"contributed", "commissioned"})


def is_indexable(*, kind: str, origin: str) -> bool:
    """False for press releases that their senders filed or paid for: they carry noindex and stand
    in no feed, sitemap or API (Google, "Spam policies": site reputation abuse).
    """
    return not (kind == "press_release" and origin in UNINDEXED_ORIGINS)


def is_news(*, kind: str, origin: str) -> bool:
    """True for what a news sitemap may list: the newsroom's and the agencies' journalism, nothing
    commissioned, contributed or announced (Google News policies, "Ads and sponsored content").
    """
    return kind in NEWS_KINDS and origin in {"staff", "wire"}


@dataclass(frozen=True, slots=True)
class Licence:
    """What machines may do with a piece: index it, answer questions from it, train on it, and
    whether feeds may carry its full text.
    """

    name: str
    search: bool
    ai_input: bool
    ai_train: bool
    syndicate: bool

    @property
    def signal(self) -> str:
        """The Content-Signal of the piece (contentsignals.org)."""
        uses = (("search", self.search), ("ai-input", self.ai_input), ("ai-train", self.ai_train))
        return ", ".join(f"{use}={'yes' if may else 'no'}" for use, may in uses)

    @property
    def permitted(self) -> tuple[str, ...]:
        """The RSL usage tokens that the piece permits; the others it prohibits."""
        uses = (("search", self.search), ("ai-input", self.ai_input), ("ai-train", self.ai_train))
        return tuple(use for use, may in uses if may)

    @property
    def prohibited(self) -> tuple[str, ...]:
        return tuple(use for use in ("search", "ai-input", "ai-train") if use not in self.permitted)


def licence_of(
    *,
    origin: str,
    usage_terms: str,
    ai_input: bool,
    ai_train: bool,
    contract: str | None = None,
) -> Licence:
    """The licence of a piece; `ai_input` and `ai_train` are what the publisher allows for its own,
    `contract` is what the licence it was filed under is closed to, None where it has none.

    An agency's copy, and any piece that came under somebody's terms, is not ours to license: it
    may be found, and nothing more, unless a contract says so. Agency copy under terms goes out as
    a summary.
    """
    if contract is not None:
        return Licence(
            "agency",
            search=True,
            ai_input=Use.AI_INPUT not in contract,
            ai_train=Use.AI_TRAIN not in contract,
            syndicate=Use.FULL_TEXT not in contract,
        )
    if origin == "wire" or usage_terms:
        may_syndicate = not (origin == "wire" and usage_terms)
        return Licence(
            "agency", search=True, ai_input=False, ai_train=False, syndicate=may_syndicate
        )
    return Licence("own", search=True, ai_input=ai_input, ai_train=ai_train, syndicate=True)
