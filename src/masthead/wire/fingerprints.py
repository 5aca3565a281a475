"""A fingerprint of each item, and how alike two of them are. Pure; it reads words alone.

`text`: how many runs of three words two items share (Broder 1997, by MinHash). `event`: how much of
their leads' telling words they share, rare ones counting more: another agency's words on one event.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from array import array
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from rensa import RMinHash

RUN = 3  # words in a run; `fingerprint` spells them out
PLACES = 64  # of the MinHash
BANDS = 16
SEED = 0x6D617374
WORDS_READ, LETTERS_READ = 500, 4_000
MARKS = 96  # telling words kept, in the order of the text
FORM = 2 + (RMinHash.ALGORITHM_VERSION << 4)
"""Of the kept bytes; fingerprints of another form are taken anew, never compared."""

LEAD, CORE, RAREST, FEW_NAMES = 40, 24, 6, 3
"""Of the lead's names and figures, the rarest: whom and what the story is about."""
A_NAME = 1.5  # times as telling as another word that is as rare

_WORD = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z\u00c0-\u00de][^\W_]+")  # a capital within a sentence
_COMMON_WORDS = """
the and for with from that this are was were been has have had its his her their they she will would
could should may might can not but nor who which whom whose what when where why how into onto over
under after before about above below between among against during since until while than then there
here also more most less least very much many some any all each both either neither other another
such only own same new old last next first second two one three year years month months week weeks
day days today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday said say
says told added according spokesman spokeswoman percent pct mln bln million billion dlrs dollars out
off per via amid you your der die das und den dem des ein eine einer eines einem einen ist sind war
waren wird werden wurde wurden hat haben hatte mit von vom zum zur bei nach auf aus für über unter
nicht auch sich sie als wie dass les des une est sont dans pour par sur avec pas qui que los las del
una por con para
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an item's words: the MinHash of its runs, and its telling words, in their
    order, as 32 bits each; `figures` are the numbers among all it says. The lowest bit of a telling
    word says that it is a name or a figure. `whole` is the checksum of every word there is.
    """

    minhash: array[int]
    marks: array[int]
    figures: array[int]
    whole: int

    def to_bytes(self) -> bytes:
        """A row's worth, under 1,100 bytes."""
        head = bytes((FORM, len(self.marks), len(self.figures)))
        whole = array("I", (self.whole,))
        return head + (whole + self.minhash + self.marks + self.figures).tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Fingerprint | None:
        """The fingerprint that `to_bytes` wrote; None for bytes of another form."""
        if kept[0] != FORM:
            return None
        whole, *_ = words = array("I", kept[3:])
        places, marks = 1 + PLACES, 1 + PLACES + kept[1]
        return cls(words[1:places], words[places:marks], words[marks:], whole)

    def bands(self) -> Iterator[int]:
        """The keys under which texts that share half their runs meet (Leskovec et al., ch. 3)."""
        places = self.minhash.tobytes()
        size = len(places) // BANDS
        for start in range(0, len(places), size):
            yield zlib.crc32(places[start : start + size], start + 1)

    def lead(self) -> list[int]:
        """The telling words of its lead, without the bit that marks names."""
        return [mark >> 1 for mark in self.marks[:LEAD]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two items are, 0 to 1 each: their runs of words, the telling words of their leads,
    the rarest of those, their figures. `shared` is the number of telling words they share; `same`
    says that they say the same to the last word.
    """

    text: float
    event: float
    core: float
    figures: float
    shared: int
    same: bool

    @property
    def per_cent(self) -> int:
        """The stronger of the two likenesses, for people."""
        return round(100 * max(self.text, self.event))


def fingerprint(headline: str, text: str) -> Fingerprint | None:
    """The fingerprint of an item; None when it says too little to be told from others."""
    said = unicodedata.normalize("NFKC", " ".join(f"{headline} . {text[:LETTERS_READ]}".split()))
    words = _words(said)[:WORDS_READ]
    if len(words) < 2 * RUN:
        return None
    sketch = RMinHash(num_perm=PLACES, seed=SEED)
    runs = zip(words, words[1:], words[2:], strict=False)
    sketch.update([f"{one} {two} {three}" for one, two, three in runs])
    names = {name.casefold() for name in _NAME.findall(said)}
    figures = dict.fromkeys(word for word in words if word[0].isdigit() and len(word) > 1)
    return Fingerprint(
        array("I", sketch.digest()),
        array("I", _marks(words, names)),
        array("I", map(_hash, islice(figures, MARKS))),
        zlib.crc32(" ".join(f"{headline} . {text}".casefold().split()).encode()),
    )


def _marks(words: Iterable[str], names: Container[str]) -> list[int]:
    """The first MARKS telling words, once each; of two with one stem the first says what it is."""
    marks: dict[str, int] = {}
    for word in dict.fromkeys(words):
        stem = _stem(word)
        if stem and stem not in marks:
            is_name = word in names or word[0].isdigit()
            marks[stem] = _hash(stem) << 1 & 0xFFFFFFFF | is_name
            if len(marks) == MARKS:
                break
    return list(marks.values())


def _words(text: str) -> list[str]:
    found = _WORD.findall(text.casefold())
    return [word.replace(",", "") if word[0].isdigit() else word for word in found]


def _stem(word: str) -> str:
    """The word's stem when it tells something: seven letters, which serves many languages."""
    if word[0].isdigit():
        return word if len(word) > 1 else ""
    return "" if len(word) < 3 or word in _COMMON else word[:7]  # noqa: PLR2004 - "of", "in", "to"


def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


Rarity = Callable[[int], float]
"""How much a telling word tells: more, the fewer items have it."""


def likeness(one: Fingerprint, other: Fingerprint, *, rarity: Rarity) -> Likeness:
    """How alike two items are."""
    same = sum(a == b for a, b in zip(one.minhash, other.minhash, strict=True))
    mine, theirs = _by_word(one), _by_word(other)
    weights = {
        word: rarity(word) * (A_NAME if mine.get(word) or theirs.get(word) else 1.0)
        for word in {*islice(mine, LEAD), *islice(theirs, LEAD)}
    }
    found = _found(mine, theirs, weights) * _found(theirs, mine, weights)
    return Likeness(
        text=same / PLACES,
        event=math.sqrt(found),
        core=min(_core(mine, theirs, weights), _core(theirs, mine, weights)),
        figures=_overlap(set(one.figures), set(other.figures)),
        shared=len(mine.keys() & theirs.keys()),
        same=one.whole == other.whole,
    )


def _by_word(told: Fingerprint) -> dict[int, bool]:
    """The telling words, and whether each is a name or a figure."""
    return {mark >> 1: bool(mark & 1) for mark in told.marks}


def _found(mine: dict[int, bool], theirs: Container[int], weights: dict[int, float]) -> float:
    """How much of what its lead tells the other has too, anywhere."""
    lead = [(word, weights[word] ** 2) for word in islice(mine, LEAD)]
    whole = sum(weight for _, weight in lead)
    return sum(weight for word, weight in lead if word in theirs) / whole if whole else 0.0


def _core(mine: dict[int, bool], theirs: Container[int], weights: dict[int, float]) -> float:
    """The share of the rarest names and figures of the lead that the other has too."""
    lead = list(islice(mine, CORE))
    names = [word for word in lead if mine[word]]
    rarest = nlargest(RAREST, names if len(names) >= FEW_NAMES else lead, key=weights.__getitem__)
    return sum(word in theirs for word in rarest) / len(rarest) if rarest else 0.0


def _overlap(mine: set[int], theirs: set[int]) -> float:
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller else 1.0
