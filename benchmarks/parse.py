"""Parsing of NITF, NewsML-G2, NewsML 1 and ninjs, mixed, one process, bodies sanitised, against the
least that any reader must do: bare lxml or json over the same bytes, and nh3 over their text.

Floor: 400 documents a second. Reads the shared corpora where they are, else our fixtures."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import nh3
from lxml import etree

from masthead.wire.errors import ParseError
from masthead.wire.parsing import parse_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

FLOOR = 400
LEAST_SECONDS = 3.0
ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("MASTHEAD_CORPORA") or ROOT.parent / "shared" / "corpora")
FOLDERS = ("nitf", "newsmlg2", "ninjs", "newsml1")
FIXTURE_FOLDERS = ("nitf", "newsml_g2", "ninjs", "newsml_1")
_NO_WIRE = {".md", ".html"}
_EXPECTATIONS = {"facts.json", "expected.json"}


def main() -> None:
    documents = readable(documents_at_hand())
    size = sum(map(len, documents)) / len(documents) / 1024
    bare, ours = speed(bare_reading, documents), speed(reading, documents)
    print(f"documents:      {len(documents)} of {size:.1f} kB on average")
    print(f"bare lxml+nh3:  {bare:7.0f} documents/s")
    print(f"masthead parse: {ours:7.0f} documents/s (floor {FLOOR})")
    print(f"ratio {ours / bare:.2f}")


def documents_at_hand() -> list[bytes]:
    root, folders = CORPORA, FOLDERS
    if not root.is_dir():
        root, folders = ROOT / "tests" / "fixtures" / "wire", FIXTURE_FOLDERS
    print(f"files from: {root.name}")
    return [
        file.read_bytes()
        for folder in folders
        for file in sorted((root / folder).rglob("*"))
        if file.is_file() and file.suffix not in _NO_WIRE and file.name not in _EXPECTATIONS
    ]


def readable(documents: list[bytes]) -> list[bytes]:
    """Those that both readers take: a refusal is quick and would flatter the figure."""
    return [data for data in documents if is_read_barely(data) and is_read(data)]


def is_read(data: bytes) -> bool:
    return not any(isinstance(found, ParseError) for found in parse_bytes(data))


def is_read_barely(data: bytes) -> bool:
    try:
        bare_reading(data)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def reading(data: bytes) -> None:
    for _ in parse_bytes(data):
        pass


def bare_reading(data: bytes) -> None:
    if data.lstrip()[:1] in {b"{", b"["}:
        json.loads(data)
        return
    root = etree.fromstring(data)
    nh3.clean(etree.tostring(root, encoding="unicode"))


def speed(read: Callable[[bytes], None], documents: list[bytes]) -> float:
    """Documents a second over at least some seconds, each round over all of them."""
    done, start = 0, time.process_time()
    while time.process_time() - start < LEAST_SECONDS:
        for data in documents:
            read(data)
        done += len(documents)
    return done / (time.process_time() - start)


if __name__ == "__main__":
    main()
