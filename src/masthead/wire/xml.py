"""The only door for XML: checked bytes in, a tree out. Refuses entities, external DTDs, internal
subsets, documents that are too large, too deep or too full of attributes; fetches nothing.
"""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import Any

from lxml import etree

from masthead.wire.errors import ErrorCode, ParseError

MAX_BYTES = 20 * 1024 * 1024
MAX_ATTRIBUTES = 200  # on one element

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_PATTERNS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
_DECLARATION = re.compile(r"""\s*<\?xml\s[^>]*?\?>""")
_ENCODINGS = re.compile(
    r"(?:iso[-_]?8859|latin|windows|cp|koi8|gb|hz|big5|euc|shift|s?jis|iso-2022|mac|tis|ptcp)[\w-]*"
)
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_BARE_DOCTYPE = re.compile(
    r"""<!DOCTYPE\s+(?P<root>[\w:.-]+)\s*
    (?:PUBLIC\s+["'](?P<public>[^"']*)["'](?:\s*["'](?P<system>[^"']*)["'])?
      |SYSTEM\s+["'](?P<only>[^"']*)["'])?
    \s*(?P<subset>\[[^\]]*\])?\s*>""",
    re.VERBOSE,
)
# How files of the nineties bring NITF's mark-up into NewsML: read past, and never fetched.
_NITF_BY_REFERENCE = re.compile(
    r"""<!ENTITY\s+%\s+(?P<name>nitf|newsml)\s+
    (?:PUBLIC\s+(?:"[^"]*"|'[^']*')|SYSTEM)\s*(?:"[^"]*\.dtd"|'[^']*\.dtd')\s*>\s*%(?P=name);""",
    re.VERBOSE | re.IGNORECASE,
)
_KNOWN_DTD = re.compile(r"\b(?:nitf|newsml|rss)\b", re.IGNORECASE)
_TYPICAL_OF_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CROWDED = etree.XPath(f"(//*[count(@*) > {MAX_ATTRIBUTES}])[1]")


def parse_xml(data: bytes, *, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The root of a well-formed document. Its DOCTYPE, if it is one of the trade's, is dropped.

    Raises ParseError: empty, too-large, bad-encoding, forbidden-dtd, malformed-xml, too-deep.
    Source: OWASP ASVS 5.0 V1.5.1.
    """
    text = decode_xml(data, max_bytes=max_bytes)
    return _tree(_without_doctype(text))


def decode_xml(data: bytes, *, max_bytes: int = MAX_BYTES) -> str:
    """The characters of an XML document by BOM, declaration or UTF-8, without the declaration.

    A file that declares a one-byte encoding but holds valid UTF-8 is read as UTF-8: agencies'
    gateways recode bodies and leave the declaration.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise ParseError(ErrorCode.EMPTY, "the file is empty")
    if len(data) > max_bytes:
        raise ParseError(
            ErrorCode.TOO_LARGE, f"{len(data)} bytes is more than the limit of {max_bytes}"
        )
    text = decode_text(data)
    match = _DECLARATION.match(text)
    if match is None:
        return text
    # The declaration goes, its lines stay, so that error lines are those of the file.
    return "\n" * match[0].count("\n") + text[match.end() :]


def decode_text(data: bytes) -> str:
    """The characters of the bytes, by BOM, XML declaration or UTF-8. Raises bad-encoding."""
    encoding = _encoding(data)
    try:
        return data.decode(encoding)
    except LookupError:
        raise ParseError(ErrorCode.BAD_ENCODING, f"unknown encoding {encoding!r}") from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise ParseError(
            ErrorCode.BAD_ENCODING, f"the bytes are not {encoding}", line=line
        ) from None


def _encoding(data: bytes) -> str:
    for mark, name in (*_BOMS, *_BARE_PATTERNS):
        if data.startswith(mark):
            return name
    match = _DECLARED.search(data, 0, 400)
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    if declared in {"utf-8", "utf8", "us-ascii", "ascii"} or declared.startswith(("utf", "ucs")):
        return "utf-8"  # a two-byte declaration without two-byte data is a recoded file
    if not _ENCODINGS.fullmatch(declared):
        raise ParseError(ErrorCode.BAD_ENCODING, f"unknown encoding {declared!r}")
    return "utf-8" if _is_recoded(data, declared) else declared


def _is_recoded(data: bytes, declared: str) -> bool:
    if not declared.startswith(("iso-8859", "windows-125", "latin", "cp125")):
        return False
    if not _TYPICAL_OF_UTF8.search(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_doctype(text: str) -> str:
    """The document with its bare DOCTYPE blanked. Raises forbidden-dtd for any other."""
    prologue = _PROLOGUE.match(text)
    start = prologue.end() if prologue else 0
    if not _DOCTYPE.match(text, start):
        return text
    line = text.count("\n", 0, start) + 1
    match = _BARE_DOCTYPE.match(text, start)
    own = _NITF_BY_REFERENCE.sub("", match["subset"] or "", count=1) if match else ""
    if match is None or "<!" in own or "%" in own:
        raise ParseError(
            ErrorCode.FORBIDDEN_DTD, "the document declares entities or a DTD of its own", line=line
        )
    name = " ".join(filter(None, (match["public"], match["system"], match["only"])))
    if not _KNOWN_DTD.search(name.replace("_", " ")) and name:
        raise ParseError(
            ErrorCode.FORBIDDEN_DTD, "the DOCTYPE is not one of NITF, NewsML or RSS", line=line
        )
    blank = "\n" * match[0].count("\n")
    return text[:start] + blank + _NAMED.sub(_character, text[match.end() :])


def _character(match: re.Match[str]) -> str:
    """The character of an entity that the dropped DTD declares (they all take HTML's)."""
    if match[1] in _OF_XML:
        return match[0]
    return html5.get(f"{match[1]};", match[0])


def _tree(text: str) -> etree._Element:
    stripped = text.lstrip("\ufeff \t\r\n")
    skipped = text[: len(text) - len(stripped)].count("\n")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_pis=True,
        remove_comments=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(stripped.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise _as_parse_error(error, skipped) from None
    except (UnicodeEncodeError, ValueError):
        raise ParseError(ErrorCode.BAD_ENCODING, "the text holds half characters") from None
    _check_shape(root)
    return root


def _as_parse_error(error: etree.XMLSyntaxError, skipped: int) -> ParseError:
    message = (error.msg or "not well-formed").split("\n")[0]
    line = (error.lineno or 1) + skipped
    if "depth" in message.lower():
        return ParseError(ErrorCode.TOO_DEEP, "the elements nest too deeply", line=line)
    if "huge" in message.lower():
        return ParseError(ErrorCode.TOO_LARGE, "one text or name is too long", line=line)
    return ParseError(ErrorCode.MALFORMED_XML, message, line=line)


def _check_shape(root: etree._Element) -> None:
    """Raises too-large for crowded elements; depth is capped by the parser at 256."""
    crowded: Any = _CROWDED(root)
    for element in crowded:
        raise ParseError(
            ErrorCode.TOO_LARGE,
            f"an element has more than {MAX_ATTRIBUTES} attributes",
            line=element.sourceline,
        )
