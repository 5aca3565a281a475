"""What arrives at the wire room, and what readers may see of it then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.content import make_section
from factories.wire import g2, make_source, send
from masthead.content import services as newsroom
from masthead.content.models import Article, Correction
from masthead.core import clock
from masthead.wire.models import Delivery, Item
from masthead.wire.pipeline import Handling

pytestmark = pytest.mark.django_db


def outcomes(lines):
    return [(str(line.outcome), line.reason) for line in lines]


def released():
    return list(Article.objects.released(clock.now()).values_list("headline", flat=True))


def test_usable_copy_of_a_trusted_source_is_out_at_once_with_its_agency():
    [line] = send(make_source("meridian"), g2())
    assert (str(line.outcome), line.url) == ("created", "/headlines/harbour-toll-rises-by-a-tenth/")
    article = Article.objects.get()
    assert released() == ["Harbour toll rises by a tenth"]
    assert (article.provider, article.origin) == ("Meridian News Agency", "wire")
    assert "raised its toll" in str(article.body)


def test_copy_of_a_source_on_hold_waits_in_the_inbox_and_is_not_an_article():
    [line] = send(make_source(auto_publish=False), g2())
    assert (str(line.outcome), line.reason, line.article) == ("held", "awaiting-desk", None)
    assert Item.objects.get().state == Item.State.INBOX
    assert released() == []


def test_publish_and_hold_overrule_the_source():
    held, out = make_source(auto_publish=False), make_source()
    assert outcomes(send(held, g2(), handling=Handling.PUBLISH)) == [("created", None)]
    assert outcomes(send(out, g2(), handling=Handling.HOLD)) == [("held", "awaiting-desk")]


def test_the_same_files_twice_change_nothing():
    source = make_source()
    files = (g2(), g2("urn:b", version=3, headline="Toll cut"), b"<broken")
    send(source, *files)
    before = list(Article.objects.order_by("pk").values())
    assert outcomes(send(source, *files)) == [
        ("unchanged", None),
        ("unchanged", None),
        ("rejected", "malformed-xml"),
    ]
    assert list(Article.objects.order_by("pk").values()) == before
    assert Delivery.objects.count() == 3


def test_a_higher_version_takes_the_place_of_the_lower_and_keeps_the_address():
    source = make_source()
    [first] = send(source, g2())
    [second] = send(source, g2(version=2, headline="Harbour toll rises by a fifth"))
    assert str(second.outcome) == "updated"
    assert (second.article, second.url) == (first.article, first.url)
    assert released() == ["Harbour toll rises by a fifth"]
    assert Article.objects.get().version == 2


def test_a_lower_version_is_kept_but_never_becomes_current():
    source = make_source()
    send(source, g2(version=4))
    assert outcomes(send(source, g2(version=2, headline="Older"))) == [
        ("superseded", "older-version")
    ]
    assert released() == ["Harbour toll rises by a tenth"]
    assert sorted(Item.objects.get().versions.values_list("number", flat=True)) == [2, 4]


def test_other_content_under_the_same_version_is_a_conflict_for_the_desk():
    source = make_source()
    send(source, g2())
    assert outcomes(send(source, g2(headline="Something else"))) == [("conflict", "other-content")]
    assert released() == ["Harbour toll rises by a tenth"]
    assert Item.objects.get().state == Item.State.INBOX


def test_a_canceled_version_kills_the_article_with_the_agencys_reason():
    source = make_source()
    send(source, g2())
    lines = send(source, g2(version=2, status="canceled", ed_note="Wrong company named."))
    assert outcomes(lines) == [("killed", None)]
    article = Article.objects.get()
    assert released() == []
    assert article.killed_at
    assert article.kill_reason == "Wrong company named."


def test_a_cancel_that_comes_before_its_item_buries_it():
    source = make_source()
    assert outcomes(send(source, g2(version=2, status="canceled"))) == [("killed", None)]
    assert outcomes(send(source, g2(version=1))) == [("superseded", "killed-before")]
    assert outcomes(send(source, g2(version=3))) == [("superseded", "killed-before")]
    assert released() == []


def test_a_withheld_version_takes_the_story_off_until_a_usable_one_brings_it_back():
    source = make_source()
    send(source, g2())
    assert outcomes(send(source, g2(version=2, status="withheld"))) == [("held", "withheld")]
    assert released() == []
    send(source, g2(version=3, headline="Toll story released"))
    assert released() == ["Toll story released"]


def test_an_unknown_status_is_read_as_withheld():
    assert outcomes(send(make_source(), g2(status="withdrawn"))) == [("held", "withheld")]


def test_embargoed_copy_opens_at_its_second_and_not_before(time_machine):
    at = clock.now().replace(microsecond=0) + timedelta(hours=1)
    lines = send(make_source(), g2(embargoed=at.isoformat()))
    assert outcomes(lines) == [("held", "embargoed")]
    time_machine.move_to(at - timedelta(seconds=1), tick=False)
    assert released() == []
    time_machine.move_to(at, tick=False)
    assert released() == ["Harbour toll rises by a tenth"]
    newsroom.perform_due(clock.now())
    assert Article.objects.get().published_at == at


def test_a_later_version_without_embargo_lifts_it():
    source = make_source()
    send(source, g2(embargoed=(clock.now() + timedelta(hours=1)).isoformat()))
    send(source, g2(version=2))
    assert released() == ["Harbour toll rises by a tenth"]


def test_a_correction_signal_puts_a_public_note_on_the_story():
    source = make_source("meridian")
    send(source, g2())
    send(source, g2(version=2, signal="correction", ed_note="Corrects the rate in paragraph 1"))
    note = Correction.objects.get()
    assert note.kind == "correction"
    assert "paragraph 1" not in note.note


def test_copy_goes_to_the_section_of_its_subject():
    banking = make_section("Banking")
    source = make_source(default_section=make_section("Headlines"))
    source.routes.create(scheme="medtop", code="20000274", section=banking)
    [line] = send(source, g2())
    assert line.url.startswith("/banking/")


def test_what_an_editor_changed_is_not_overwritten_by_the_next_version():
    source = make_source()
    send(source, g2())
    article = Article.objects.get()
    article.headline = "Our own headline"
    article.save_revision().publish()
    assert outcomes(send(source, g2(version=2, headline="Theirs"))) == [("held", "edited-by-desk")]
    assert released() == ["Our own headline"]


def test_a_broken_file_names_its_line_and_stops_no_other():
    lines = send(make_source(), b"<a>\n<b></a>", g2(), b"")
    assert [str(line.outcome) for line in lines] == ["rejected", "created", "rejected"]
    assert lines[0].detail.startswith("line 2")
    assert lines[2].reason == "empty"
    rejected = Delivery.objects.filter(state="rejected")
    assert {bytes(one.payload) for one in rejected} == {b"<a>\n<b></a>", b""}


def test_a_hostile_body_is_clean_before_it_is_a_block():
    body = (
        '<p onclick="steal()">Fine <a href="javascript:alert(1)">link</a></p>'
        '<script>alert(1)</script><svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>'
    )
    send(make_source(), g2(body=body))
    html = str(Article.objects.get().body)
    assert "Fine" in html
    for bad in ("onclick", "javascript:", "<script", "<svg", "steal"):
        assert bad not in html


def test_raw_bytes_are_kept_as_they_came():
    payload = g2()
    send(make_source(), payload)
    delivery = Delivery.objects.get()
    assert bytes(delivery.payload) == payload
    assert delivery.state == "read"


NITF = """<nitf><head><docdata>
 <doc-id id-string="{guid}" regsrc="northgate"/>{managed}{correction}
 <date.issue norm="{issued}"/></docdata></head>
<body><body.head><hedline><hl1>{headline}</hl1></hedline></body.head>
<body.content><p>The yard will close in March.</p></body.content></body></nitf>
"""


def nitf(guid, *, headline="Yard to close", managed="", correction="", issued="20261101T080000Z"):
    return NITF.format(
        guid=guid, headline=headline, managed=managed, correction=correction, issued=issued
    ).encode()


def test_a_document_that_corrects_another_takes_its_place_with_a_public_note():
    source = make_source()
    [first] = send(source, nitf("NGW-1"))
    [second] = send(
        source,
        nitf(
            "NGW-2",
            headline="Yard to close in April",
            correction='<correction info="Corrects the month" id-string="NGW-1"/>',
        ),
    )
    assert (str(second.outcome), second.article) == ("updated", first.article)
    assert released() == ["Yard to close in April"]
    assert Correction.objects.count() == 1


def test_a_document_may_kill_another_and_bury_one_that_has_not_come():
    source = make_source()
    send(source, nitf("NGW-1"))
    for guid in ("NGW-1", "NGW-9"):
        notice = nitf(f"KILL-{guid}", headline="Kill notice").replace(
            b"<docdata>",
            f'<docdata management-doc-idref="{guid}" management-idref-status="canceled">'.encode(),
        )
        assert outcomes(send(source, notice)) == [("killed", "advisory")]
    assert released() == []
    assert outcomes(send(source, nitf("NGW-9"))) == [("superseded", "killed-before")]
    assert Article.objects.get().killed_at


def test_an_unnumbered_document_issued_later_is_the_next_version_and_an_older_one_is_not():
    source = make_source()
    send(source, nitf("NGW-1", issued="20261101T080000Z"))
    later = send(source, nitf("NGW-1", headline="Yard stays", issued="20261101T090000Z"))
    earlier = send(source, nitf("NGW-1", headline="Yard may go", issued="20261101T070000Z"))
    assert outcomes(later + earlier) == [("updated", None), ("superseded", "older-version")]
    assert released() == ["Yard stays"]


def test_a_picture_or_a_list_of_items_waits_for_the_desk_and_is_no_article():
    picture = g2().replace(b"ninat:text", b"ninat:picture")
    assert outcomes(send(make_source(), picture)) == [("held", "no-story")]
    assert Article.objects.count() == 0
