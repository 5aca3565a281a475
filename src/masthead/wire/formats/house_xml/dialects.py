"""The tables of the agencies' own XML: which element holds what, and whose local time it is. A new
agency is a new table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Path = tuple[str, ...]


def paths(text: str) -> tuple[Path, ...]:
    """`a/b c` → two ways to an element, of which the first that says something counts."""
    return tuple(tuple(way.split("/")) for way in text.split())


@dataclass(frozen=True, slots=True)
class Files:
    """Where pictures stand: the elements, the address in each, and its words."""

    at: Path
    url: tuple[Path, ...]
    caption: tuple[Path, ...] = ()
    credit: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """One agency's XML. `root` and `marks` know it; `html` are the parts of the copy in order;
    `lists` hold several values; `true` are the flags that change what the item is.
    """

    name: str
    root: str
    marks: tuple[str, ...] = ()
    item: Path = ()
    provider: str | None = None
    zone: str = "UTC"
    fields: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    html: tuple[tuple[Path, ...], ...] = ()
    lists: Mapping[str, Path] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Files, ...] = ()
    item_class: str = "text"


def _fields(**ways: str) -> dict[str, tuple[Path, ...]]:
    return {name: paths(way) for name, way in ways.items()}


DIALECTS = (
    Dialect(
        name="Ritzau",
        root="RBNews",
        provider="Ritzau",
        zone="Europe/Copenhagen",
        fields=_fields(
            guid="NewsID",
            version="version",
            headline="headline ContentShort",
            slugline="strapline",
            summary="subtitle",
            byline="byLine",
            credit_line="origin",
            dateline="town",
            urgency="Priority",
            ed_note="TilRedaktionen",
            first_created="PublishDate",
            version_created="PublishDate",
            corrects="replacedID Replaces",
        ),
        html=(paths("content"),),
        lists={"keywords": ("SubjectKeyword",), "subjects": ("IPTCList",), "genres": ("format",)},
        flags={"Annuleret": "canceled", "Korrektion": "correction", "NyVersion": "update"},
    ),
    Dialect(
        name="NTB",
        root="document",
        marks=("ntbId",),
        provider="NTB",
        zone="Europe/Oslo",
        fields=_fields(
            guid="ntbId",
            headline="title",
            slugline="stikkord slug",
            summary="ingress",
            byline="byline",
            dateline="location",
            urgency="priority",
            version_created="time",
        ),
        html=(paths("content"),),
        lists={"keywords": ("category",), "places": ("districts", "district")},
        files=(Files(("mediaList", "media"), paths("url"), paths("caption")),),
    ),
    Dialect(
        name="release",
        root="release",
        marks=("publicationDate", "publisher"),
        zone="Europe/Oslo",
        fields=_fields(
            guid="@id longurl",
            headline="title",
            provider="publisher/name",
            credit_line="publisher/name",
            language="@lang",
            summary="leadtext",
            first_created="publicationDate",
            version_created="publicationDate",
            embargoed_until="embargo",
        ),
        html=(
            paths("leadtext"),
            paths("body"),
            paths("boilerplate"),
            paths("contactsAsText"),
        ),
        lists={"keywords": ("categories", "category", "label"), "genres": ("type", "label")},
        files=(
            Files(("images", "image"), paths("url"), paths("caption description title")),
            Files(("logos", "logo"), paths("url"), paths("caption")),
        ),
    ),
    Dialect(
        name="Canadian Press",
        root="Publish",
        marks=("ContentItem",),
        item=("ContentItem",),
        fields=_fields(
            guid="SystemSlug FileName ContentItemID",
            version="AuthorVersion",
            headline="Headline Headline2",
            slugline="SlugProper",
            byline="Byline",
            dateline="City",
            provider="Source Credit",
            credit_line="Credit Source",
            urgency="RankingValue",
            copyright="Copyright",
            ed_note="EditorsNote ByTagLine SpecialInstructions",
            first_created="CreatedDateTime",
            version_created="UpdatedDateTime",
            embargoed_until="EmbargoTime",
        ),
        html=(paths("ContentText"),),
        lists={"keywords": ("Keyword",), "places": ("City",), "genres": ("Category",)},
        flags={"HoldFlag": "withheld", "TrashFlag": "withheld"},
        files=(
            Files((), paths("ContentRef"), paths("XmpCaption EnglishCaption"), paths("Credit")),
        ),
    ),
    Dialect(
        name="Europa Press",
        root="NOTICIA",
        provider="Europa Press",
        zone="Europe/Madrid",
        fields=_fields(
            guid="CODIGO",
            headline="TITULAR",
            slugline="CLAVE",
            summary="ENTRADILLA",
            byline="FIRMA FIRMA2",
            dateline="LUGAR",
            urgency="PRIORIDAD",
            first_created="FECHA",
            first_time="HORA",
        ),
        html=(paths("ENTRADILLA"), paths("CONTENIDO")),
        lists={"keywords": ("SECCION",), "genres": ("TIPOINFO",)},
        files=(Files(("FOTO",), paths("NOMBRE"), paths("PIE")),),
    ),
)
