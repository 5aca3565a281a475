"""NITF documents read as the newsroom understands them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from masthead.wire.items import Instrument, Link, Media, PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire" / "nitf"


def read(name):
    (item,) = parse_file(FIXTURES / name)
    return item


def nitf(docdata="", *, headline="Head", body="<p>Copy.</p>", attributes=""):
    (item,) = parse_bytes(
        f'<nitf><head><docdata {attributes}><doc-id id-string="n.1"/>{docdata}</docdata></head>'
        f"<body><body.head><hedline><hl1>{headline}</hl1></hedline></body.head>"
        f"<body.content>{body}</body.content></body></nitf>".encode()
    )
    return item


def test_every_part_of_a_document_is_read():
    item = read("full.xml")
    assert item.guid == "northgate.2041.b"
    assert item.version == 7
    assert item.status is PubStatus.USABLE
    assert item.embargoed_until == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert item.expires == datetime(2026, 4, 3, 12, tzinfo=UTC)
    assert item.first_created == item.version_created == datetime(2026, 3, 3, 7, 15, tzinfo=UTC)
    assert item.headline == "Ardentis & Calloway agree to merge"
    assert item.summary == "Two lenders with 9 million customers will become one."
    assert item.byline == "By Ada Quill, Northgate banking editor"
    assert item.dateline == "HALDEN, Norway"
    assert item.language == "en-GB"
    assert item.urgency == 2
    assert item.provider == "northgate.example"
    assert item.credit_line == item.copyright == "Northgate Wire"
    assert item.usage_terms == "No archive use."
    assert item.genres == ("analysis",)
    assert item.keywords == ("banks", "mergers")
    assert item.places == ("Halden", "SE", "Bergen")
    assert item.subjects == (
        Subject("subj", "04006000", "financial and business service"),
        Subject("subj", "04016005", "merger or acquisition"),
    )
    assert item.story_key == "ardentis-merger"


def test_body_is_html_of_our_few_tags_with_the_tagline_last():
    assert read("full.xml").body_html == (
        "<p>Halden (NW) - Ardentis Bank will buy its rival for $4.1 billion.</p>"
        "<h2>What it costs</h2>"
        "<p>Holders get 3/8 of a share<sup>1</sup>.<br>The offer is <em>final</em>.</p>"
        "<blockquote><p>We had no better price.</p>"
        "<p>- Chief executive of Calloway</p></blockquote>"
        "<ul><li>Cash: 40%</li><li>Shares: 60%</li></ul>"
        "<table><caption>Offer by class</caption><tbody><tr><th>Class</th><th>Price</th></tr>"
        "<tr><td>A</td><td>12.40</td></tr></tbody></table>"
        "<p>Close 12.10<br>High 12.60</p>"
        '<p>More at <a href="https://northgate.example/x">the wire</a> and here.</p>'
        "<p>Reporting by Ada Quill; editing by Bo Lark</p>"
    )


def test_notes_for_editors_never_reach_the_body():
    item = read("full.xml")
    assert "lawyers" not in item.body_text
    assert "Legal" not in item.body_text
    assert "Summary for machines" not in item.body_text
    assert item.ed_note == (
        "Editors: adds shareholder reaction.\nCorrects the price in paragraph two."
    )
    assert "note for editors: Call the lawyers before use." in item.warnings


def test_pictures_are_media_with_caption_credit_and_alternative_text():
    assert read("full.xml").media == (
        Media(
            url="https://pictures.northgate.example/2041.jpg",
            mime="image/jpeg",
            caption="The head offices, Halden.",
            credit="L. Moss",
            alt="Two towers above a harbour",
            width=2400,
            height=1600,
            rendition="full",
            depicts="media-1",
        ),
    )


def test_securities_come_only_from_codes_with_a_known_source():
    assert read("full.xml").instruments == (
        Instrument(ticker="ARDN", mic="XNYS", name="Ardentis Bank"),
        Instrument(isin="NO0010000003", name="Calloway Mutual"),
    )


def test_correction_names_the_document_it_corrects():
    item = read("full.xml")
    assert item.corrects == "northgate.2041.a"
    assert item.signals == ("correction",)


def test_management_reference_kills_another_document():
    item = read("kill.xml")
    assert item.kills == "northgate.2041.b"
    assert item.status is PubStatus.USABLE
    assert item.links == (Link("northgate.2041.b", "managed"),)
    assert item.headline == "Kill notice for the merger story — do not use"


def test_management_reference_withholds_and_releases_another_document():
    item = read("withholds.xml")
    assert (item.kills, item.withholds, item.releases) == (None, "northgate.9", None)
    freed = nitf(attributes='management-doc-idref="n.0" management-idref-status="usable"')
    assert (freed.withholds, freed.releases) == (None, "n.0")


def test_a_reference_with_an_unknown_status_withholds():
    item = nitf(attributes='management-doc-idref="n.0" management-idref-status="recalled"')
    assert item.withholds == "n.0"


def test_cancelled_reference_without_its_own_status_takes_the_documents():
    item = nitf(attributes='management-status="canceled" management-doc-idref="n.0"')
    assert item.kills == "n.0"
    assert item.status is PubStatus.CANCELED


def test_embargo_without_a_time_is_withheld():
    item = read("embargo_without_time.xml")
    assert item.status is PubStatus.WITHHELD
    assert item.embargoed_until is None


def test_unfilled_time_templates_are_no_embargo():
    item = read("template_times.xml")
    assert item.status is PubStatus.USABLE
    assert item.embargoed_until is None
    assert item.first_created == datetime(2026, 3, 3, 9, 15, tzinfo=UTC)
    assert "first_created: '20260303T0915' has no offset, read as UTC" in item.warnings


def test_unreadable_release_time_is_withheld():
    assert nitf('<date.release norm="after lunch"/>').status is PubStatus.WITHHELD


def test_missing_status_is_usable_and_an_unknown_one_is_withheld():
    assert nitf().status is PubStatus.USABLE
    unknown = nitf(attributes='management-status="recalled"')
    assert unknown.status is PubStatus.WITHHELD
    assert "unknown status 'recalled', read as withheld" in unknown.warnings


def test_document_without_id_is_named_the_same_each_time():
    assert read("bare.xml").guid == read("bare.xml").guid
    assert read("bare.xml").guid.startswith("urn:sha256:")
    assert "no identifier in the file: named by its content" in read("bare.xml").warnings


def test_kill_in_the_headline_alone_is_withheld_for_an_editor():
    item = read("bare.xml")
    assert item.status is PubStatus.WITHHELD
    assert item.signals == ("kill-advisory",)


def test_headline_tags_do_not_outvote_a_stated_status():
    item = nitf(attributes='management-status="usable"', headline="KILL: a story")
    assert item.status is PubStatus.USABLE
    assert item.signals == ()


def test_escaped_body_is_read_as_mark_up():
    item = read("bare.xml")
    assert item.body_html == (
        "<p>Escaped once too often.</p><p><strong>Second</strong> paragraph.</p>"
    )
    assert item.dateline is None


def test_recoded_files_read_like_those_that_kept_their_encoding():
    assert read("recoded.xml").headline == "Rentemøte i påsken"
    assert read("recoded.xml") == read("latin1.xml")


def test_fishy_elements_are_passed_over():
    item = nitf(
        body="<media><media-reference/></media><p>One<unknown> two</unknown></p>"
        "<x:y xmlns:x='x'>z</x:y>"
    )
    assert item.body_text == "One two\n\nz"
    assert item.media == ()
