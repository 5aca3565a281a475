"""Three texts become one: the version a story was filed from, the desk's, and the agency's new one.
Pure: block for block, paragraph for paragraph; what both changed is a conflict, and nothing of the
desk's is dropped without being shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from masthead.content.comparing import paragraphs_of_html, said_in_html

Block = Mapping[str, Any]
FIELDS = ("headline", "summary", "byline", "dateline")
MOST_PIECES = 1500
"""A text of more pieces is compared as a whole: the comparison takes their square."""


class Side(StrEnum):
    """Which text to take where both changed the same."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Story:
    """A story's words: `blocks` is the raw value of its body."""

    headline: str
    summary: str
    byline: str
    dateline: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that is merged: one paragraph of a text block, or one other block. Two
    pieces are the same when they say the same (`said`), however they are marked up or numbered.
    `begins` and `ends`: whether it is the first and the last of its block.
    """

    kind: str
    said: str
    value: Any
    block: str = ""
    begins: bool = True
    ends: bool = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Piece) and (self.kind, self.said) == (other.kind, other.said)

    def __hash__(self) -> int:
        return hash((self.kind, self.said))

    @property
    def as_written(self) -> tuple[object, ...]:
        """The piece to the letter."""
        return self.value, self.block, self.begins, self.ends


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """Pieces that need no choice; `changed` by the desk, the agency, or neither ("")."""

    pieces: Pieces
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Pieces that both changed, each in its way."""

    base: Pieces
    ours: Pieces
    theirs: Pieces


Part = Settled | Conflict


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """What became of one field; `value` is None where both changed it."""

    name: str
    base: str
    ours: str
    theirs: str

    @property
    def value(self) -> str | None:
        if self.theirs in {self.ours, self.base}:
            return self.ours
        return self.theirs if self.ours == self.base else None


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome: the body in parts, in order, and the fields."""

    parts: tuple[Part, ...]
    fields: tuple[FieldMerge, ...]

    @property
    def conflicts(self) -> int:
        """How many choices an editor has to make."""
        of_body = sum(isinstance(part, Conflict) for part in self.parts)
        return of_body + sum(one.value is None for one in self.fields)

    def settled(
        self, *, parts: Sequence[Side] = (), fields: Mapping[str, Side] | None = None
    ) -> Story:
        """The story when each conflict is settled so, in order; what is not named stays ours."""
        sides = iter(parts)
        pieces: list[Piece] = []
        for part in self.parts:
            if isinstance(part, Settled):
                pieces += part.pieces
            else:
                pieces += _chosen(part, next(sides, Side.OURS))
        words = {one.name: _field(one, (fields or {}).get(one.name)) for one in self.fields}
        return Story(blocks=joined(pieces), **words)


def merge(base: Story, *, ours: Story, theirs: Story) -> Merged:
    """The three texts merged; what only one side changed is taken from that side.

    merge(b, b, t) is t and merge(b, o, b) is o; with the sides swapped, the conflicts are the same.
    """
    return Merged(
        parts=tuple(_parts(pieces(base.blocks), pieces(ours.blocks), pieces(theirs.blocks))),
        fields=tuple(
            FieldMerge(name, *(getattr(one, name) for one in (base, ours, theirs)))
            for name in FIELDS
        ),
    )


def pieces(blocks: Sequence[Block]) -> Pieces:
    """The body in its smallest parts: paragraphs of text blocks, and every other block whole."""
    return tuple(piece for block in blocks for piece in _pieces(block))


def joined(some: Sequence[Piece]) -> tuple[Block, ...]:
    """The pieces as a body again: neighbouring paragraphs are one block, save where one block ended
    and another began, and every block has an id of its own.
    """
    blocks: list[dict[str, Any]] = []
    given: set[str] = set()
    last: Piece | None = None
    for piece in some:
        if last and last.kind == piece.kind == "text" and not (last.ends and piece.begins):
            blocks[-1]["value"] += piece.value
        else:
            blocks.append(_block(piece, given))
        last = piece
    return tuple(blocks)


def _block(piece: Piece, given: set[str]) -> dict[str, Any]:
    block = {"type": piece.kind, "value": piece.value}
    if piece.block and piece.block not in given:
        given.add(piece.block)
        block["id"] = piece.block
    return block


def _pieces(block: Block) -> Iterator[Piece]:
    kind, value, named = block["type"], block["value"], str(block.get("id") or "")
    if kind == "text" and isinstance(value, str):
        found = paragraphs_of_html(value)
        last = len(found) - 1
        for place, html in enumerate(found):
            said = said_in_html(html)
            yield Piece("text", said, html, named, begins=place == 0, ends=place == last)
    else:
        yield Piece(kind, json.dumps(_without_ids(value), sort_keys=True), value, named)


def _without_ids(value: Any) -> Any:
    """The value as an editor reads it: list items are wrapped and numbered by the form."""
    if isinstance(value, Mapping):
        if value.get("type") == "item" and "value" in value:
            return _without_ids(value["value"])
        return {key: _without_ids(one) for key, one in value.items() if one not in ("", None)}
    if isinstance(value, list | tuple):
        return [_without_ids(one) for one in value]
    return value


def _chosen(part: Conflict, side: Side) -> Pieces:
    if side is Side.THEIRS:
        return part.theirs
    if side is Side.OURS:
        return part.ours
    return part.ours + tuple(piece for piece in part.theirs if piece not in part.ours)


def _field(one: FieldMerge, side: Side | None) -> str:
    if one.value is not None:
        return one.value
    if side is Side.BOTH:
        return f"{one.ours} {one.theirs}".strip()
    return one.theirs if side is Side.THEIRS else one.ours


@dataclass(frozen=True, slots=True)
class _Hunk:
    """A side's change: base[start:end] became its [came:went]."""

    start: int
    end: int
    came: int
    went: int
    side: str


class _Way:
    """How one side came from the base: what it changed, and where it has what it did not."""

    def __init__(self, base: Pieces, side: Pieces, *, name: str) -> None:
        self.side, self.name = side, name
        self.hunks: list[_Hunk] = []
        self._places: dict[int, int] = {}
        for fate, a, b, c, d in SequenceMatcher(a=base, b=side, autojunk=False).get_opcodes():
            if fate == "equal":
                self._places |= zip(range(a, b), range(c, d), strict=True)
            else:
                self.hunks.append(_Hunk(a, b, c, d, name))

    def kept(self, places: range) -> Pieces:
        """The pieces as this side has them, where it has not changed them."""
        return tuple(self.side[self._places[place]] for place in places)

    def instead(self, chunk: _Chunk) -> Pieces:
        """What this side has in the place of the chunk."""
        found: Pieces = ()
        at = chunk.start
        for hunk in chunk.hunks:
            if hunk.side == self.name:
                found += self.kept(range(at, hunk.start)) + self.side[hunk.came : hunk.went]
                at = hunk.end
        return found + self.kept(range(at, chunk.end))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Changes that touch the same pieces of the base, or put something in at the same place."""

    start: int
    end: int
    hunks: tuple[_Hunk, ...]


def _parts(base: Pieces, ours: Pieces, theirs: Pieces) -> Iterator[Part]:
    """The changes of both sides in the order of the base; between them, what nobody changed."""
    if max(map(len, (base, ours, theirs))) > MOST_PIECES:
        yield from _between(base, ours, theirs)
        return
    here, there = _Way(base, ours, name="ours"), _Way(base, theirs, name="theirs")
    at = 0
    for chunk in _chunks(here.hunks, there.hunks):
        yield from _untouched(base, range(at, chunk.start), here, there)
        mine, other = (side.instead(chunk) for side in (here, there))
        yield from _between(base[chunk.start : chunk.end], mine, other)
        at = chunk.end
    yield from _untouched(base, range(at, len(base)), here, there)


def _chunks(ours: list[_Hunk], theirs: list[_Hunk]) -> Iterator[_Chunk]:
    open_: _Chunk | None = None
    for hunk in sorted([*ours, *theirs], key=lambda one: (one.start, one.end)):
        if open_ and (hunk.start < open_.end or hunk.start == hunk.end == open_.start == open_.end):
            end = max(open_.end, hunk.end)
            open_ = _Chunk(open_.start, end, (*open_.hunks, hunk))
            continue
        if open_:
            yield open_
        open_ = _Chunk(hunk.start, hunk.end, (hunk,))
    if open_:
        yield open_


def _untouched(base: Pieces, places: range, *sides: _Way) -> Iterator[Part]:
    if places:
        stays = base[places.start : places.stop]
        kept = zip(stays, *(one.kept(places) for one in sides), strict=True)
        yield Settled(tuple(_as_written(*three) for three in kept))


def _as_written(*same: Piece) -> Piece:
    """A piece that all three have, as that side writes it that wrote it anew."""
    base, ours, theirs = same
    return theirs if ours.as_written == base.as_written else ours


def _between(base: Pieces, ours: Pieces, theirs: Pieces) -> Iterator[Part]:
    if ours == theirs:
        yield Settled(ours, "both")
    elif ours == base:
        yield Settled(theirs, "theirs")
    elif theirs == base:
        yield Settled(ours, "ours")
    else:
        yield Conflict(base, ours, theirs)
