"""Bytes in, wire items out: finds the format, opens the file with care, reads each item on its
own. Refuses to raise: what cannot be read is yielded as its error.
"""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats import FORMATS, Format, Syntax, format_of
from masthead.wire.xml import MAX_BYTES, decode_text, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.items import WireItem

AUTO = "auto"
MAX_JSON_DEPTH = 200
_WIDE_TEXT = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


def parse_bytes(
    data: bytes,
    *,
    format: str = AUTO,  # noqa: A002 - the name callers know
    name: str = "",
    max_bytes: int = MAX_BYTES,
) -> Iterator[WireItem | ParseError]:
    """The items of one file in order, a `ParseError` in the place of what could not be read.

    `format` is a registered name or `auto`; `name` is only for messages.
    """
    try:
        chosen, tree = _opened(data, format, max_bytes)
    except ParseError as error:
        yield error
        return
    yield from _items(chosen, tree, name)


def parse_file(
    path: Path | str,
    *,
    format: str = AUTO,  # noqa: A002 - the name callers know
    max_bytes: int = MAX_BYTES,
) -> Iterator[WireItem | ParseError]:
    """The items of a file on disk; a file that is not there or no file yields `not-found`."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        yield ParseError(ErrorCode.NOT_FOUND, f"{path.name}: {reason.lower()}")
        return
    except ValueError:
        yield ParseError(ErrorCode.NOT_FOUND, "the path holds a character no file name has")
        return
    yield from parse_bytes(data, format=format, name=path.name, max_bytes=max_bytes)


def _items(chosen: Format, tree: Any, name: str) -> Iterator[WireItem | ParseError]:
    try:
        yield from chosen.items_of(tree)
    except ParseError as error:
        yield error
    except RecursionError:
        yield ParseError(ErrorCode.TOO_DEEP, f"{name or 'the file'} nests too deeply")


def _opened(data: bytes, name: str, max_bytes: int) -> tuple[Format, Any]:
    """The format and the checked tree. Raises ParseError."""
    if not data.strip(b" \t\r\n\x00"):
        raise ParseError(ErrorCode.EMPTY, "the file is empty")
    if len(data) > max_bytes:
        raise ParseError(ErrorCode.TOO_LARGE, f"the file is larger than {max_bytes} bytes")
    if data.startswith(_COMPRESSED):
        raise ParseError(ErrorCode.UNKNOWN_FORMAT, "the file is compressed: unpack it first")
    wanted = FORMATS.get(name)
    if wanted is None and name != AUTO:
        raise ParseError(ErrorCode.UNKNOWN_FORMAT, f"no reader for the format {name!r}")
    syntax = wanted.syntax if wanted else _syntax_of(data)
    if wanted and wanted.syntax is Syntax.TEXT and not wanted.sniff(data):
        _require_text(data)
    tree = _tree(data, syntax, max_bytes)
    chosen = wanted or format_of(tree, syntax=syntax)
    if chosen is None:
        raise ParseError(ErrorCode.UNKNOWN_FORMAT, _description(tree))
    return chosen, tree


def _require_text(data: bytes) -> None:
    """Raises unknown-format for what is no text at all: other syntaxes, web pages, binaries."""
    if _syntax_of(data) is not Syntax.TEXT:
        raise ParseError(ErrorCode.UNKNOWN_FORMAT, "the file is XML or JSON, not text")
    if b"\x00" in data and not data.startswith(_WIDE_TEXT):
        raise ParseError(ErrorCode.UNKNOWN_FORMAT, "the file is binary, not text")


def _tree(data: bytes, syntax: Syntax, max_bytes: int) -> Any:
    if syntax is Syntax.XML:
        return parse_xml(data, max_bytes=max_bytes)
    return parse_json(data) if syntax is Syntax.JSON else data


_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<div", b"<p>")


def _syntax_of(data: bytes) -> Syntax:
    """XML or JSON by the first character, else text. Raises unknown-format for web pages."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").lower()
    if start.startswith(_HTML_STARTS):
        raise ParseError(ErrorCode.UNKNOWN_FORMAT, "the file is a web page")
    if start.startswith(b"<"):
        return Syntax.XML
    if start.startswith((b"{", b"[")):
        return Syntax.JSON
    return Syntax.TEXT


def parse_json(data: bytes) -> Any:
    """The value of a JSON text. Raises bad-encoding, malformed-json, too-deep.

    NaN and infinities, which JSON has not, are refused (RFC 8259 §6).
    """
    text = decode_text(data)
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=_no_constant)
    except RecursionError:
        raise ParseError(ErrorCode.TOO_DEEP, "the values nest too deeply") from None
    except json.JSONDecodeError as error:
        raise ParseError(ErrorCode.MALFORMED_JSON, error.msg, line=error.lineno) from None
    except ValueError as error:
        raise ParseError(ErrorCode.MALFORMED_JSON, str(error)) from None


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON value")


def _description(tree: Any) -> str:
    if isinstance(tree, bytes):
        return "neither XML nor JSON, nor text with a header that a reader here knows"
    if isinstance(tree, dict | list):
        return "JSON, but neither ninjs nor JSON Feed"
    name = str(getattr(tree, "tag", "")).rpartition("}")[2][:60]
    return f"XML with the root {name!r}, which no reader here knows"
