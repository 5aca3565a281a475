"""The shapes a card may take: which cut of the picture, how wide, what is told beside the headline.

The label is in no shape: a card shows it whenever the article has one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """`sizes` is the HTML attribute; `kicker` names what is told: section, kind or both.

    `words_for_picture`: the summary stands in where there is no picture.
    """

    name: str
    ratio: str = ""
    sizes: str = ""
    kicker: str = ""
    summary: bool = False
    words_for_picture: bool = False
    meta: bool = False
    byline: bool = False
    eager: bool = False
    clock: bool = False


_QUARTER = "(min-width: 64rem) 19rem, (min-width: 48rem) 45vw, 100vw"
_SMALL = "(min-width: 64rem) 19rem, (min-width: 48rem) 45vw, 7.5rem"
_FACE = "(min-width: 48rem) 12rem, 35vw"

SHAPES = {
    shape.name: shape
    for shape in (
        Shape(
            "lead",
            ratio="3x2",
            sizes="(min-width: 82rem) 43rem, (min-width: 48rem) 60vw, 100vw",
            kicker="both",
            summary=True,
            meta=True,
            byline=True,
            eager=True,
        ),
        Shape(
            "major",
            ratio="16x9",
            sizes="(min-width: 82rem) 46rem, (min-width: 48rem) 56vw, 100vw",
            kicker="kind",
            summary=True,
            meta=True,
            byline=True,
        ),
        Shape("second", ratio="3x2", sizes=_QUARTER, kicker="both", summary=True, meta=True),
        Shape("std", words_for_picture=True, ratio="3x2", sizes=_SMALL, kicker="kind", meta=True),
        Shape("topic", words_for_picture=True, ratio="3x2", sizes=_SMALL, kicker="both", meta=True),
        Shape("plain", kicker="both", summary=True, meta=True),
        Shape("text", kicker="kind", summary=True, meta=True, byline=True),
        Shape("brief", meta=True),
        Shape("supplied", kicker="kind", meta=True, byline=True),
        Shape("wire", meta=True, clock=True),
        Shape("ticker", kicker="both", meta=True, clock=True, summary=True),
        Shape("elsewhere", kicker="both", meta=True),
        Shape("row", words_for_picture=True, ratio="1x1", sizes="8.5rem", kicker="kind", meta=True),
        Shape(
            "river",
            ratio="3x2",
            sizes="(min-width: 40rem) 15rem, 100vw",
            kicker="kind",
            summary=True,
            meta=True,
            byline=True,
        ),
        Shape(
            "mixed",
            ratio="3x2",
            sizes="(min-width: 40rem) 15rem, 100vw",
            kicker="both",
            summary=True,
            meta=True,
            byline=True,
        ),
        Shape("film", ratio="16x9", sizes=_QUARTER, meta=True),
        Shape("portrait", ratio="4x5", sizes=_FACE, summary=True, meta=True),
        Shape("opinion", byline=True, meta=True),
    )
}
