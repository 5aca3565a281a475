"""A ninjs object of any line, under one set of names. Source: IPTC ninjs schemas 1.0 to 3.1.
Refuses to interpret; wrong types read as absent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Text:
    """A headline, description or body with what it says of itself (role, suffix or MIME type)."""

    value: str
    kind: str = ""

    @property
    def is_html(self) -> bool:
        return "html" in self.kind or ("text/plain" not in self.kind and "</" in self.value)


@dataclass(frozen=True, slots=True)
class Term:
    """A member of subject, place, genre, organisation and the like."""

    name: str | None
    code: str | None
    scheme: str | None
    uri: str | None
    type: str | None
    symbols: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A security of an organisation."""

    symbol: str | None
    kind: str | None
    exchange: str | None


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture, video or graphic."""

    href: str
    name: str | None
    mimetype: str | None
    width: str | None
    height: str | None


@dataclass(frozen=True, slots=True)
class Ninjs:
    """The parts of an object that a newsroom uses; None or () where a property is absent."""

    uri: str | None
    itemid: str | None
    name: str | None
    type: str | None
    version: str | None
    firstcreated: str | None
    versioncreated: str | None
    embargoed: str | None
    expires: str | None
    pubstatus: str | None
    urgency: str | None
    language: str | None
    headlines: tuple[Text, ...]
    title: str | None
    slugline: str | None
    descriptions: tuple[Text, ...]
    bodies: tuple[Text, ...]
    byline: str | None
    dateline: str | None
    located: str | None
    creditline: str | None
    source: str | None
    copyrightholder: str | None
    copyrightnotice: str | None
    usageterms: str | None
    ednotes: tuple[str, ...]
    signals: tuple[str, ...]
    subjects: tuple[Term, ...]
    places: tuple[Term, ...]
    genres: tuple[Term, ...]
    keywords: tuple[str, ...]
    organisations: tuple[Term, ...]
    infosources: tuple[Term, ...]
    alt_text: str | None
    mimetype: str | None
    evolvedfrom: str | None
    renditions: tuple[Rendition, ...]
    associations: tuple[Ninjs, ...]


def read_ninjs(value: dict[str, Any], *, name: str | None = None) -> Ninjs:
    """The object, by whichever line's spelling: `versioncreated`, `versionCreated`, and so on."""
    bag = _Bag(value)
    return Ninjs(
        uri=bag.text("uri", "guid", "urn", "id"),
        itemid=_Bag(value["altids"]).text("itemid") if _is_object(value.get("altids")) else None,
        name=name or bag.text("name"),
        type=bag.text("type"),
        version=bag.text("version"),
        firstcreated=bag.text("firstcreated"),
        versioncreated=bag.text("versioncreated"),
        embargoed=bag.text("embargoed", "embargoeduntil"),
        expires=bag.text("expires", "expiry"),
        pubstatus=bag.text("pubstatus"),
        urgency=bag.text("urgency"),
        language=bag.text("language"),
        headlines=tuple(bag.texts("headline", "headlines")),
        title=bag.text("title"),
        slugline=bag.text("slugline", "slug"),
        descriptions=tuple(bag.texts("description", "descriptions", "teaser", "caption")),
        bodies=tuple(bag.texts("body", "bodies", "article", "infobox")),
        byline=bag.text("byline", "by") or ", ".join(bag.words("bylines")) or None,
        dateline=bag.text("dateline", "location"),
        located=bag.text("located"),
        creditline=bag.text("creditline", "credit"),
        source=bag.text("source", "originalsource", "provider"),
        copyrightholder=bag.text("copyrightholder"),
        copyrightnotice=bag.text("copyrightnotice"),
        usageterms=bag.text("usageterms", "usage") or " ".join(bag.words("usageterms")) or None,
        ednotes=tuple(bag.words("ednote", "ednotes")),
        signals=tuple(bag.words("signal", "signals")),
        subjects=tuple(bag.terms("subject", "subjects")) + tuple(_categories(bag, _SUBJECTS)),
        places=tuple(bag.terms("place", "places")) + tuple(_categories(bag, _PLACES)),
        genres=tuple(bag.terms("genre", "genres")) + tuple(_categories(bag, _GENRES)),
        keywords=tuple(bag.words("keyword", "keywords", "keywordnames")),
        organisations=tuple(bag.terms("organisation", "organisations")),
        infosources=tuple(bag.terms("infosource", "infosources")),
        alt_text=bag.text("alttext", "bodytext"),
        mimetype=bag.text("mimetype", "contenttype"),
        evolvedfrom=bag.text("evolvedfrom", "rewriteof"),
        renditions=tuple(_renditions(bag)),
        associations=tuple(_associations(bag)),
    )


class _Bag:
    """A JSON object read without regard to case and underscores."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._values = {_plain(key): one for key, one in value.items()}

    def text(self, *names: str) -> str | None:
        return next(filter(None, (_text(self._values.get(name)) for name in names)), None)

    def members(self, *names: str) -> Iterator[Any]:
        """The members of a list, of an object keyed by name, or the one value."""
        for name in names:
            value = self._values.get(name)
            if isinstance(value, list):
                yield from value
            elif value is not None:
                yield value

    def named(self, name: str) -> Iterator[tuple[str | None, dict[str, Any]]]:
        """The objects under `name`: of 1.x by key, of 2.x and 3.x by their own name."""
        value = self._values.get(name)
        pairs: Iterable[tuple[str | None, Any]] = ()
        if isinstance(value, dict):
            pairs = value.items()
        elif isinstance(value, list):
            pairs = ((None, one) for one in value)
        yield from ((key, one) for key, one in pairs if isinstance(one, dict))

    def words(self, *names: str) -> Iterator[str]:
        for one in self.members(*names):
            if isinstance(one, dict):
                inner = _Bag(one)
                found = inner.text("ednote", "by", "qcode", "code", "value", "name", "literal")
            else:
                found = _text(one)
            if found:
                yield found

    def texts(self, *names: str) -> Iterator[Text]:
        """Plain `name`, 1.x `name_suffix` and 2.x/3.x arrays of `{role, value}`."""
        for name in names:
            for key, value in self._values.items():
                if key == name or (key.startswith(name) and key[len(name) :] in _SUFFIXES):
                    yield from _texts_in(value, key[len(name) :])
        for name in names:
            for key, value in self._values.items():
                unknown = key.startswith(name) and key[len(name) :] not in _SUFFIXES | {""}
                if unknown and key not in names and isinstance(value, str):
                    yield from _texts_in(value, key[len(name) :])

    def terms(self, *names: str) -> Iterator[Term]:
        for one in self.members(*names):
            if isinstance(one, dict) and isinstance(one.get("code"), list):
                yield from (Term(None, code, None, None, None) for code in map(_text, one["code"]))
            elif isinstance(one, dict):
                yield _term(_Bag(one))
            elif text := _text(one):
                yield Term(text, None, None, None, None)


_SUFFIXES = frozenset({"html", "xhtml", "html5", "richtext", "text", "main", "plain", "nitf"})


def _plain(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _texts_in(value: Any, kind: str) -> Iterator[Text]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            inner = _Bag(one)
            text = inner.text("value", "description", "text")
            role = " ".join(filter(None, (inner.text("role"), inner.text("contenttype"))))
            if text:
                yield Text(text, role.lower())
        elif text := _text(one):
            yield Text(text, kind)


def _term(bag: _Bag) -> Term:
    return Term(
        name=bag.text("name"),
        code=bag.text("code", "qcode", "literal"),
        scheme=bag.text("scheme"),
        uri=bag.text("uri"),
        type=bag.text("type"),
        symbols=tuple(
            Symbol(
                symbol=one.text("symbol", "ticker"),
                kind=one.text("symboltype", "type"),
                exchange=one.text("exchange", "market", "mic"),
            )
            for one in map(_Bag, filter(_is_object, bag.members("symbols")))
        ),
    )


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


# dpa digitalwires keep all their terms in one list, told apart by a type.
_SUBJECTS = re.compile(r"subject$|:category$")
_PLACES = re.compile(r"geosubject$")
_GENRES = re.compile(r":genre$")


def _categories(bag: _Bag, kind: re.Pattern[str]) -> Iterator[Term]:
    for term in bag.terms("categories"):
        is_place = bool(_PLACES.search(term.type or ""))
        if kind.search(term.type or "") and is_place == (kind is _PLACES):
            yield term


def _renditions(bag: _Bag) -> Iterator[Rendition]:
    for key, value in bag.named("renditions"):
        one = _Bag(value)
        href = one.text("href", "url")
        if href:
            yield Rendition(
                href=href.strip(),
                name=key or one.text("name", "title", "size"),
                mimetype=one.text("contenttype", "mimetype"),
                width=one.text("width"),
                height=one.text("height"),
            )


def _associations(bag: _Bag) -> Iterator[Ninjs]:
    for key, value in bag.named("associations"):
        yield read_ninjs(value, name=key)
