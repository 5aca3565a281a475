"""A day in the wire room: a kill at noon, an embargo, and copy that the desk had made its own."""

from __future__ import annotations

import json
import re

from django.urls import reverse

from factories.wire import g2, make_source, send
from masthead.content import services
from masthead.content.models import Article
from masthead.delivery import followers
from masthead.delivery.models import Change
from masthead.wire.models import Item, Merge

GUID = "urn:newsml:meridian.example:20261101:toll"
HEADLINE = "Harbour toll rises by a tenth"
FRONTS = ("/", "/latest/", "/banking/")
MACHINES = ("/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/api/v1/articles/")
EVERYWHERE = (*FRONTS, *MACHINES)
RATE = "<p>The council kept its rate.</p>"
WAGES = "<p>Wages rose.</p>"
RENTS = "<p>Rents fell.</p>"


def agency(section, **fields):
    return make_source("meridian", default_section=section, **fields)


def test_agency_kill_at_noon(newsroom, banking, time_machine):
    time_machine.move_to("2026-11-01T11:00:00Z", tick=False)
    meridian = agency(banking)
    send(meridian, g2(GUID, headline=HEADLINE))
    article = Article.objects.get()
    assert newsroom.reader.finds(HEADLINE, on=EVERYWHERE) == set(EVERYWHERE)

    time_machine.move_to("2026-11-01T12:00:00Z", tick=False)
    send(meridian, g2(GUID, version=2, status="canceled", ed_note="The figures were forged."))
    followers.run_all()
    assert newsroom.reader.finds(HEADLINE, on=EVERYWHERE) == set()
    gone = newsroom.reader.asks(article.url)
    assert gone.status_code == 410
    words = gone.content.decode()
    assert "withdrawn" in words.lower()
    assert HEADLINE not in words
    assert "raised its toll" not in words

    kill = Change.objects.get(what="killed")
    told = {line.name for line in followers.receipt(kill)}
    assert told == {one.name for one in followers.hearing(kill)} != set()
    page = newsroom.editor.sees("articles:edit", article.pk)
    assert "The figures were forged." in page

    send(meridian, g2(GUID, version=1, headline="Older", made="2026-11-01T07:00:00+00:00"))
    send(meridian, g2(GUID, version=3, headline="Newer", made="2026-11-01T13:00:00+00:00"))
    assert newsroom.reader.asks(article.url).status_code == 410


def test_a_kill_in_words_takes_the_story_off_and_asks_a_person(newsroom, banking):
    meridian = agency(banking, format="ninjs")
    send(meridian, ninjs(version="1", headline=HEADLINE))
    article = Article.objects.get()
    send(meridian, ninjs(version="2", headline=f"KILL: {HEADLINE}", pubstatus=None))
    assert newsroom.reader.asks(article.url).status_code == 404
    item = Item.objects.get()
    assert "Its headline says kill" in newsroom.editor.sees("wire:versions", item.pk)
    newsroom.reporter.does("wire:decide", item.pk, "kill", reason="Not hers to say.")
    article.refresh_from_db()
    assert article.killed_at is None

    newsroom.editor.does("wire:decide", item.pk, "release")
    assert newsroom.reader.part(article.url, "headline") == HEADLINE
    send(meridian, ninjs(version="3", headline=f"KILL: {HEADLINE}, again", pubstatus=None))
    newsroom.editor.does("wire:decide", item.pk, "kill", reason="The agency confirmed by phone.")
    assert newsroom.reader.asks(article.url).status_code == 410


def ninjs(**fields) -> bytes:
    said = {
        "uri": "urn:story",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2026-11-01T08:00:00Z",
        "body_xhtml": "<p>The port will charge more from May.</p>",
    } | fields
    return json.dumps({name: value for name, value in said.items() if value}).encode()


def test_an_agencys_correction_shows_wherever_the_story_does(newsroom, banking, time_machine):
    time_machine.move_to("2026-11-01T09:00:00Z", tick=False)
    meridian = agency(banking)
    send(meridian, g2(GUID, headline=HEADLINE))
    address = Article.objects.get().url
    time_machine.move_to("2026-11-01T10:00:00Z", tick=False)
    mended = "Harbour toll rises by a fifth"
    made = "2026-11-01T09:55:00+00:00"
    send(meridian, g2(GUID, version=2, headline=mended, signal="correction", made=made))
    note = "has sent a corrected version"
    assert newsroom.reader.finds(note, on=(address, "/corrections/")) == {address, "/corrections/"}
    assert newsroom.reader.finds(mended, on=EVERYWHERE) == set(EVERYWHERE)
    page = newsroom.reader.reads(address)
    linked = json.loads(re.search(r'ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert '"dateModified": "2026-11-01T10:00:00' in json.dumps(linked)
    assert "<updated>2026-11-01T10:00:00" in newsroom.reader.reads("/atom.xml")


def test_embargo_lifted(newsroom, banking, time_machine):
    time_machine.move_to("2026-11-01T08:30:00Z", tick=False)
    meridian = agency(banking)
    until = "2026-11-01T09:00:00+00:00"
    send(meridian, g2(GUID, headline=HEADLINE))
    address = Article.objects.get().url
    send(meridian, g2(GUID, version=2, headline=HEADLINE, embargoed=until))
    assert newsroom.reader.finds(HEADLINE, on=EVERYWHERE) == set()  # it binds what was out, too
    assert newsroom.reader.asks(address).status_code == 404

    time_machine.move_to("2026-11-01T08:59:59Z", tick=False)
    assert newsroom.reader.finds(HEADLINE, on=EVERYWHERE) == set()
    time_machine.move_to("2026-11-01T09:00:00Z", tick=False)
    services.perform_due(Article.objects.get().embargoed_until)
    assert newsroom.reader.finds(HEADLINE, on=EVERYWHERE) == set(EVERYWHERE)


def test_an_editor_sets_an_embargo_aside_with_a_reason_and_it_stays_aside(
    newsroom, banking, time_machine
):
    time_machine.move_to("2026-11-01T08:30:00Z", tick=False)
    meridian = agency(banking)
    until, later = "2026-11-01T12:00:00+00:00", "2026-11-01T13:00:00+00:00"
    send(meridian, g2(GUID, headline=HEADLINE, embargoed=until))
    article = Article.objects.get()
    newsroom.reporter.does("articles:override", article.pk, reason="Not hers to say.")
    newsroom.editor.does("articles:override", article.pk, reason="  ")
    assert newsroom.reader.asks(article.url).status_code == 404

    assert reverse("articles:override", args=[article.pk]) in newsroom.editor.sees(
        "articles:edit", article.pk
    )
    newsroom.editor.does("articles:override", article.pk, reason="Out on the ministry's page.")
    assert newsroom.reader.finds(HEADLINE, on=EVERYWHERE) == set(EVERYWHERE)
    history = newsroom.editor.sees("articles:history", article.pk)
    assert "Embargo set aside: Out on the ministry" in history

    second = "Harbour toll rises by a fifth"
    send(meridian, g2(GUID, version=2, headline=second, embargoed=until))
    assert newsroom.reader.part(article.url, "headline") == second
    send(meridian, g2(GUID, version=3, headline="Third", embargoed=later))
    assert newsroom.reader.asks(article.url).status_code == 404


def test_an_embargo_binds_what_the_desk_has_edited_and_no_draft_brings_it_forward(
    newsroom, banking, time_machine
):
    time_machine.move_to("2026-11-01T08:30:00Z", tick=False)
    meridian = agency(banking)
    until = "2026-11-01T12:00:00+00:00"
    send(meridian, g2(GUID, headline=HEADLINE))
    article = Article.objects.get()
    edit(article, headline="Our own headline")
    send(meridian, g2(GUID, version=2, headline="Theirs", embargoed=until))
    assert newsroom.reader.asks(article.url).status_code == 404
    article.refresh_from_db()
    newsroom.editor.writes(article, then="publish", headline="Our own headline", summary="Sooner.")
    assert newsroom.reader.asks(article.url).status_code == 404
    time_machine.move_to("2026-11-01T12:00:00Z", tick=False)
    assert newsroom.reader.part(article.url, "headline") == "Our own headline"


def edit(article, *, headline=None, body=None):
    """What an editor does in the editor, to the words alone."""
    draft = article.get_latest_revision_as_object()
    draft.headline = headline or draft.headline
    if body:
        draft.body = [{"type": "text", "value": body}]
    draft.save_revision().publish()
    article.refresh_from_db()


def test_edited_copy_meets_a_new_version(newsroom, banking):
    banking.shows_changes = True
    banking.save()
    meridian = agency(banking)
    send(meridian, g2(GUID, headline=HEADLINE, body=RATE + WAGES + RENTS))
    article, item = Article.objects.get(), Item.objects.get()
    ours = "<p>Wages rose by 2%, our own count says.</p>"
    edit(article, body=RATE + ours + RENTS)

    # They add a paragraph elsewhere: both stand, and nobody is asked.
    more = "<p>It meets in May.</p>"
    send(meridian, g2(GUID, version=2, headline=HEADLINE, body=RATE + WAGES + RENTS + more))
    page = newsroom.reader.part(article.url, "headline"), newsroom.reader.reads(article.url)
    assert page[0] == HEADLINE
    assert "our own count says" in page[1]
    assert "It meets in May." in page[1]
    assert "merged in" in newsroom.editor.sees("articles:history", article.pk)
    assert "What changed" in page[1]
    assert '<ins><span class="visually-hidden">Put in: </span>It meets in May.' in page[1]

    # They rewrite what we rewrote: ours stays until somebody chooses.
    theirs = "<p>Wages rose by a tenth.</p>"
    made = "2026-11-01T10:00:00+00:00"
    third = g2(GUID, version=3, headline="Toll rises", body=RATE + theirs + RENTS + more, made=made)
    [line] = send(meridian, third)
    assert (str(line.outcome), line.reason) == ("held", "edited-by-desk")
    assert "our own count says" in newsroom.reader.reads(article.url)
    screen = newsroom.editor.sees("wire:merge", item.pk)
    for words in ("our own count says", "a tenth", "Keep ours", "Take theirs"):
        assert words in screen
    assert "Settle the merge" in newsroom.editor.sees("wire:versions", item.pk)

    seen = re.search(r'name="seen" value="([^"]+)"', screen)[1]
    newsroom.reporter.does("wire:merge", item.pk, **{"seen": seen, "part-0": "theirs"})
    assert "a tenth." not in newsroom.reader.reads(article.url)
    newsroom.editor.does("wire:merge", item.pk, **{"seen": "1:old", "part-0": "theirs"})
    assert "a tenth." not in newsroom.reader.reads(article.url)
    newsroom.editor.does("wire:merge", item.pk, **{"seen": seen, "part-0": "both"})
    page = newsroom.reader.reads(article.url)
    assert "our own count says" in page
    assert "Wages rose by a tenth." in page
    assert newsroom.reader.part(article.url, "headline") == "Toll rises"
    assert Merge.objects.filter(state="settled").count() == 1

    # And a kill asks nobody.
    send(meridian, g2(GUID, version=4, status="canceled"))
    assert newsroom.reader.asks(article.url).status_code == 410
    assert "own count" not in newsroom.reader.asks(article.url).content.decode()


def test_an_editor_chooses_between_two_texts_under_one_number(newsroom, banking):
    meridian = agency(banking)
    send(meridian, g2(GUID, headline=HEADLINE))
    send(meridian, g2(GUID, headline="Harbour toll stays", body=RATE))
    article, item = Article.objects.get(), Item.objects.get()
    assert newsroom.reader.part(article.url, "headline") == HEADLINE
    screen = newsroom.editor.sees("wire:versions", item.pk)
    assert screen.count("This one stands") == 2
    second = item.versions.get(content__headline="Harbour toll stays")
    newsroom.reporter.does("wire:settle", item.pk, version=second.pk)
    assert newsroom.reader.part(article.url, "headline") == HEADLINE
    newsroom.editor.does("wire:settle", item.pk, version=second.pk)
    assert newsroom.reader.part(article.url, "headline") == "Harbour toll stays"
    send(meridian, g2(GUID, headline=HEADLINE))
    assert newsroom.reader.part(article.url, "headline") == "Harbour toll stays"


def test_what_the_desk_took_off_does_not_come_back_by_a_new_version(newsroom, banking):
    meridian = agency(banking)
    send(meridian, g2(GUID, headline=HEADLINE))
    article = Article.objects.get()
    services.unpublish_article(article, by=newsroom.editor.user)
    [line] = send(meridian, g2(GUID, version=2, headline="Second"))
    assert line.reason == "taken-off"
    assert newsroom.reader.asks(article.url).status_code == 404
