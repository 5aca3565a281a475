"""NewsML 1.x documents read as the newsroom understands them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from masthead.wire.errors import ErrorCode
from masthead.wire.items import Instrument, Link, PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire" / "newsml_1"


@pytest.fixture
def release():
    (item,) = parse_file(FIXTURES / "release.xml")
    return item


@pytest.fixture
def several():
    return list(parse_file(FIXTURES / "several.xml"))


def news_item(management="", *, component="<p>Copy.</p>", revision="<RevisionId>1</RevisionId>"):
    (item,) = parse_bytes(
        "<NewsML><NewsEnvelope><DateAndTime>20260501T000000Z</DateAndTime></NewsEnvelope>"
        "<NewsItem><Identification><NewsIdentifier><ProviderId>meridian.example</ProviderId>"
        f"<DateId>20260401</DateId><NewsItemId>x</NewsItemId>{revision}</NewsIdentifier>"
        f"</Identification><NewsManagement>{management}</NewsManagement>"
        f"<NewsComponent><ContentItem><DataContent>{component}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>".encode()
    )
    return item


def managed(status, *, then="", instruction=""):
    parts = [f'<Status FormalName="{status}"/>']
    if then:
        parts.append(
            f'<StatusWillChange><FutureStatus FormalName="{then}"/>'
            "<DateAndTime>20260601T080000Z</DateAndTime></StatusWillChange>"
        )
    if instruction:
        parts.append(f'<Instruction FormalName="{instruction}"/>')
    return "".join(parts)


def test_every_part_of_a_release_is_read(release):
    assert release.format == "newsml-1"
    assert release.guid == "urn:newsml:pressline.example:20260311:20260311005024"
    assert release.version == 2
    assert release.numbered
    assert release.status is PubStatus.USABLE
    assert release.expires == datetime(2027, 3, 11, tzinfo=UTC)
    assert release.embargoed_until is None
    assert release.headline == "Tessellate opens its second plant"
    assert release.slugline == "BE-TESSELLATE"
    assert release.summary == "A plant for two hundred people."
    assert release.byline == "Ines Corr"
    assert release.dateline == "LEUVEN, Belgium"
    assert release.language == "en"
    assert release.urgency == 4
    assert release.provider == "Pressline"
    assert release.copyright == "Copyright Pressline 2026"
    assert release.usage_terms == "News use; Worldwide; No resale"
    assert release.ed_note == "Corrects the size of the plant in the second paragraph."
    assert release.genres == ("Release",)
    assert release.keywords == ("Semiconductors", "Data centres", "plant", "chips")
    assert release.subjects == (Subject("subj", "04003000"),)
    assert release.instruments == (Instrument(isin="XX0000000009", ticker="TSLT", mic="XNAS"),)
    assert release.places == ("Leuven",)
    assert release.signals == ("correction",)
    assert release.item_class == "text"
    assert release.warnings == ()


def test_times_are_those_of_the_revision_and_not_of_the_sending(release):
    assert release.first_created == datetime(2026, 3, 11, 9, tzinfo=UTC)
    assert release.version_created == datetime(2026, 3, 12, 9, 15, tzinfo=UTC)


def test_copy_comes_once_in_its_richest_form_with_the_contacts_last(release):
    assert release.body_html == (
        "<p>Tessellate has opened its second plant.</p><p>It has 9,000 square metres.</p>"
        '<p>Ask <a href="mailto:press@tessellate.example">the press office</a>.</p>'
    )
    assert release.word_count == 15


def test_renditions_of_one_picture_share_what_they_depict(release):
    large, small = release.media
    assert large.depicts == small.depicts == f"{release.guid}#photo-1"
    assert (large.url, large.mime) == (
        "https://media.pressline.example/clean-room.jpg",
        "image/jpeg",
    )
    assert (large.width, large.height, large.rendition) == (3000, 2000, "HighDef")
    assert (small.url, small.width, small.rendition) == ("clean-room-small.jpg", 120, "Thumbnail")
    assert large.caption == "The clean room of the new plant, seen from its gallery."
    assert large.credit == "Tor Beck / Tessellate/Pressline"


def test_links_name_what_the_item_comes_from_and_what_is_attached(release):
    assert release.links == (
        Link("urn:newsml:pressline.example:20260310:1", "DerivedFrom"),
        Link("https://media.pressline.example/plan.pdf", "attachment"),
    )


def test_a_file_that_declares_latin_1_and_holds_utf_8_is_read_as_utf_8(several):
    assert several[0].headline == "La Banque relève ses taux d'été"


def test_an_embargo_ends_when_the_status_will_change(several):
    first = several[0]
    assert first.status is PubStatus.USABLE
    assert first.embargoed_until == datetime(2026, 4, 1, 12, tzinfo=UTC)
    assert first.slugline == "banque-taux"
    assert first.language == "fr"
    assert first.urgency == 2


def test_revisions_share_the_guid_of_the_public_identifier(several):
    assert several[0].guid == "urn:newsml:meridian.example:20260401:doc-1"
    assert several[0].version == 3


def test_an_instruction_to_delete_cancels_the_item(several):
    gone = several[1]
    assert gone.guid == "urn:newsml:meridian.example:20260331:doc-0"
    assert gone.status is PubStatus.CANCELED


def test_a_lone_picture_is_a_picture_with_its_caption(several):
    photo = several[2]
    assert photo.item_class == "picture"
    assert photo.body_html == ""
    assert [(one.url, one.rendition) for one in photo.media] == [
        ("quay-512.jpg", "Preview"),
        ("quay.jpg", "Main"),
    ]
    assert {one.depicts for one in photo.media} == {f"{photo.guid}#file-1"}
    assert photo.media[0].caption == "Cranes at the quay."
    assert photo.media[0].credit == "Sol Anders"


@pytest.mark.parametrize(
    ("management", "status"),
    [
        (managed("Usable"), PubStatus.USABLE),
        (managed("Withheld"), PubStatus.WITHHELD),
        (managed("Canceled"), PubStatus.CANCELED),
        (managed("Cancelled"), PubStatus.CANCELED),
        (managed("Withdrawn"), PubStatus.WITHHELD),
        (managed("Embargoed"), PubStatus.WITHHELD),
        (managed("Usable", instruction="Hold"), PubStatus.WITHHELD),
        (managed("Usable", instruction="Kill"), PubStatus.CANCELED),
        (managed("Usable", instruction="Update"), PubStatus.USABLE),
    ],
)
def test_status_reads_as_its_management_says(management, status):
    assert news_item(management).status is status


def test_an_embargo_that_is_lifted_by_a_usable_status_binds_no_more():
    assert news_item(managed("Usable", then="Usable")).embargoed_until is None


def test_a_deletion_of_single_revisions_leaves_the_new_text():
    revised = (
        '<Status FormalName="Usable"/><Instruction FormalName="Delete"><RevisionStatus '
        'Revision="1"><Status FormalName="Canceled"/></RevisionStatus></Instruction>'
    )
    assert news_item(revised).status is PubStatus.USABLE


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<nitf><body><body.content><p>One.</p></body.content></body></nitf>", "<p>One.</p>"),
        ("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("\tOne goes on.\n\tTwo goes on.", "<p>One goes on.</p><p>Two goes on.</p>"),
        ("<![CDATA[<p>One.</p><script>x()</script>]]>", "<p>One.</p>"),
        ("<![CDATA[<html><head><title/></head><body><p>One.</p></body></html>]]>", "<p>One.</p>"),
    ],
    ids=["nitf", "loose", "stanzas", "indents", "cdata", "page"],
)
def test_copy_in_every_form_becomes_clean_paragraphs(content, body):
    assert news_item(component=content).body_html == body


def test_an_update_of_parts_waits_for_an_editor():
    (item,) = parse_bytes(
        b"<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>m</ProviderId>"
        b'<DateId>1</DateId><NewsItemId>x</NewsItemId><RevisionId Update="U">2</RevisionId>'
        b"</NewsIdentifier></Identification><Update><Replace/></Update></NewsItem></NewsML>"
    )
    assert item.body_html == ""
    assert any("an editor must look at both" in warning for warning in item.warnings)


def test_of_a_story_told_in_two_languages_the_first_is_taken():
    def part(language, text):
        return (
            f'<NewsComponent><DescriptiveMetadata><Language FormalName="{language}"/>'
            f"</DescriptiveMetadata><ContentItem><DataContent><p>{text}</p></DataContent>"
            "</ContentItem></NewsComponent>"
        )

    (item,) = parse_bytes(
        f"<NewsML><NewsItem><NewsComponent>{part('en', 'Yes.')}{part('fr', 'Oui.')}"
        "</NewsComponent></NewsItem></NewsML>".encode()
    )
    assert item.body_html == "<p>Yes.</p>"
    assert item.language == "en"


def test_a_document_without_an_item_is_empty():
    (error,) = parse_bytes(b"<NewsML><NewsEnvelope/></NewsML>")
    assert error.code == ErrorCode.EMPTY


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY % nitf SYSTEM "http://a.example/nitf.dtd"> %nitf; <!ENTITY a "b">',
        '<!ENTITY % nitf SYSTEM "file:///etc/passwd"> %nitf;',
        '<!ENTITY % other SYSTEM "other.dtd"> %other;',
        '<!ENTITY nitf SYSTEM "nitf.dtd">',
    ],
)
def test_a_dtd_of_its_own_is_refused_beside_the_one_known_idiom(subset):
    (error,) = parse_bytes(f"<!DOCTYPE NewsML SYSTEM 'NewsML.dtd' [{subset}]><NewsML/>".encode())
    assert error.code == ErrorCode.FORBIDDEN_DTD
