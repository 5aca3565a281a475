"""Makers of wire files and sources: the smallest valid NewsML-G2 and RSS, with what a test sets."""

from __future__ import annotations

from itertools import count

from factories.content import make_section
from masthead.content.models import Section
from masthead.wire.models import Source
from masthead.wire.pipeline import Handling, Line, ingest

_number = count(1)

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}"
 standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="en-GB">
 <itemMeta>
  <itemClass qcode="ninat:text"/>
  <provider literal="meridian"><name>Meridian News Agency</name></provider>
  <versionCreated>{made}</versionCreated>
  {embargoed}
  <pubStatus qcode="stat:{status}"/>
  {signal}
  {ed_note}
 </itemMeta>
 <contentMeta>
  <urgency>4</urgency>
  <slugline>{slugline}</slugline>
  <headline>{headline}</headline>
  <subject qcode="medtop:{subject}"/>
 </contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml">
  <html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>
 </inlineXML></contentSet>
</newsItem>
"""


def g2(  # noqa: PLR0913 - what a test may set of a file
    guid: str = "urn:newsml:meridian.example:20261101:toll",
    *,
    version: int = 1,
    status: str = "usable",
    headline: str = "Harbour toll rises by a tenth",
    body: str = "<p>The harbour authority raised its toll by a tenth on Tuesday.</p>",
    made: str = "2026-11-01T08:00:00+00:00",
    embargoed: str = "",
    signal: str = "",
    ed_note: str = "",
    slugline: str = "HARBOUR-TOLL",
    subject: str = "20000274",
) -> bytes:
    """A NewsML-G2 newsItem."""
    return G2.format(
        guid=guid,
        version=version,
        status=status,
        headline=headline,
        body=body,
        made=made,
        embargoed=f"<embargoed>{embargoed}</embargoed>" if embargoed else "",
        signal=f'<signal qcode="sig:{signal}"/>' if signal else "",
        ed_note=f"<edNote>{ed_note}</edNote>" if ed_note else "",
        slugline=slugline,
        subject=subject,
    ).encode()


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><docdata{managed}>
 {correction}
 <doc-id id-string="{guid}" regsrc="northgate"/>
 <date.issue norm="{issued}"/>
 {embargo}
</docdata></head><body><body.head><hedline><hl1>{headline}</hl1></hedline></body.head>
<body.content><p>{body}</p></body.content></body></nitf>
"""


def nitf(
    guid: str,
    *,
    headline: str = "Yard to close",
    body: str = "The yard will close in March.",
    issued: str = "20261101T080000Z",
    status: str = "",
    about: str = "",
    about_status: str = "",
    corrects: str = "",
    embargo: str = "",
) -> bytes:
    """A NITF document, without a number; one `about` another sets that one's status."""
    managed = f' management-status="{status}"' if status else ""
    if about:
        managed += f' management-doc-idref="{about}" management-idref-status="{about_status}"'
    return NITF.format(
        guid=guid,
        headline=headline,
        body=body,
        issued=issued,
        managed=managed,
        correction=f'<correction info="Corrects" id-string="{corrects}"/>' if corrects else "",
        embargo=f'<date.release norm="{embargo}"/>' if embargo else "",
    ).encode()


def make_source(slug: str = "", *, auto_publish: bool = True, **fields: object) -> Source:
    slug = slug or f"source-{next(_number)}"
    fields.setdefault("default_section", Section.objects.first() or make_section("Headlines"))
    return Source.objects.create(slug=slug, name=slug.title(), auto_publish=auto_publish, **fields)


def send(source: Source, *payloads: bytes, handling: Handling = Handling.AS_SOURCE) -> list[Line]:
    """Ingest these files; their lines."""
    files = [(f"file-{next(_number)}.xml", payload) for payload in payloads]
    return list(ingest(files, source=source, handling=handling))
