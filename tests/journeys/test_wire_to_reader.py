"""Wire copy comes in, is held, taken up or released, and reaches readers; and is called back."""

from __future__ import annotations

from factories.wire import g2, make_source, send
from masthead.content.models import Article
from masthead.wire.models import Item

FRONTS = ("/", "/latest/", "/banking/")
GUID = "urn:newsml:meridian.example:20261101:toll"
HEADLINE = "Harbour toll rises by a tenth"


def test_copy_of_a_trusted_agency_is_out_at_once_corrected_by_it_and_killed_by_it(
    newsroom, banking
):
    agency = make_source("meridian", default_section=banking)
    reader = newsroom.reader
    [line] = send(agency, g2(GUID, headline=HEADLINE))
    assert line.outcome == "created"
    assert reader.finds(HEADLINE, on=FRONTS) == set(FRONTS)
    address = Article.objects.get().url
    assert "Meridian News Agency" in reader.reads(address)

    [line] = send(agency, g2(GUID, headline=HEADLINE))
    assert line.outcome == "unchanged"

    mended = "Harbour toll rises by a twentieth"
    send(agency, g2(GUID, version=2, headline=mended, made="2026-11-01T09:00:00+00:00"))
    assert reader.finds(mended, on=(*FRONTS, address)) == {*FRONTS, address}
    assert reader.finds(HEADLINE, on=(*FRONTS, address)) == set()

    send(agency, g2(GUID, version=3, status="canceled", ed_note="The figures were forged."))
    assert reader.finds(mended, on=FRONTS) == set()
    gone = reader.asks(address)
    assert gone.status_code == 410
    assert "The harbour authority raised its toll" not in gone.content.decode()


def test_held_copy_waits_in_the_inbox_until_an_editor_releases_it(newsroom, banking):
    agency = make_source("meridian", auto_publish=False, default_section=banking)
    [line] = send(agency, g2(GUID, headline=HEADLINE))
    assert line.outcome == "held"
    assert newsroom.reader.finds(HEADLINE, on=FRONTS) == set()
    assert HEADLINE in newsroom.editor.sees("wire:inbox")
    newsroom.editor.does("wire:act", Item.objects.get().pk, "publish")
    assert newsroom.reader.finds(HEADLINE, on=FRONTS) == set(FRONTS)


def test_embargoed_copy_is_on_no_page_before_its_second_and_on_all_of_them_after(
    newsroom, banking, time_machine
):
    time_machine.move_to("2026-11-01T08:30:00Z", tick=False)
    agency = make_source("meridian", default_section=banking)
    send(agency, g2(GUID, headline=HEADLINE, embargoed="2026-11-01T09:00:00+00:00"))
    address = Article.objects.get().url
    time_machine.move_to("2026-11-01T08:59:59Z", tick=False)
    assert newsroom.reader.finds(HEADLINE, on=FRONTS) == set()
    assert newsroom.reader.asks(address).status_code == 404
    time_machine.move_to("2026-11-01T09:00:00Z", tick=False)
    assert newsroom.reader.finds(HEADLINE, on=(*FRONTS, address)) == {*FRONTS, address}
    assert Article.objects.get().published_at.isoformat() == "2026-11-01T09:00:00+00:00"
