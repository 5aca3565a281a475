"""From the reporter's first word to the reader, and what becomes of a piece afterwards."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from factories.content import make_article
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery import followers

FRONTS = ("/", "/latest/", "/banking/")


def test_a_reporter_writes_an_editor_reviews_and_the_piece_reaches_readers(newsroom, banking):
    piece = newsroom.reporter.starts(headline="Calloway members vote", section=banking)
    assert newsroom.reader.finds("Calloway members vote", on=FRONTS) == set()

    newsroom.reporter.writes(piece, headline="Calloway members vote yes", then="submit")
    assert newsroom.reader.finds("Calloway members vote", on=FRONTS) == set()
    assert "Calloway members vote yes" in newsroom.editor.sees("articles:list", status="review")

    task = Article.objects.get(pk=piece.pk).current_workflow_task_state
    newsroom.reporter.does("articles:workflow_action", piece.pk, "approve", task.pk)
    assert newsroom.reader.finds("Calloway members vote", on=FRONTS) == set()

    newsroom.editor.does("articles:workflow_action", piece.pk, "approve", task.pk)
    assert newsroom.reader.finds("Calloway members vote yes", on=FRONTS) == set(FRONTS)
    piece.refresh_from_db()
    assert newsroom.reader.part(piece.url, "headline") == "Calloway members vote yes"


def test_a_correction_is_public_dated_and_on_the_record(newsroom, banking):
    piece = make_article("Bank loses 5m", section=banking)
    newsroom.editor.does(
        "articles:correct",
        piece.pk,
        kind="correction",
        note="The loss was 50m, not 5m.",
        headline="Bank loses 50m",
    )
    assert newsroom.reader.part(piece.url, "headline") == "Bank loses 50m"
    assert newsroom.reader.finds("The loss was 50m, not 5m.", on=(piece.url, "/corrections/")) == {
        piece.url,
        "/corrections/",
    }
    assert newsroom.reader.finds("Bank loses 5m", on=FRONTS) == set()
    assert newsroom.reader.part(piece.url, "updated")


def test_a_killed_piece_is_gone_from_every_page_and_the_receipt_says_when(newsroom, banking):
    piece = make_article("Wrong in every line", section=banking)
    assert newsroom.reader.finds("Wrong in every line", on=FRONTS) == set(FRONTS)
    answer = newsroom.editor.does(
        "articles:kill", piece.pk, reason="The source was forged.", sure="on"
    )
    assert "Killed everywhere in" in answer.content.decode()
    assert newsroom.reader.finds("Wrong in every line", on=FRONTS) == set()
    gone = newsroom.reader.asks(piece.url)
    assert gone.status_code == 410
    assert "The board met on Tuesday" not in gone.content.decode()
    newsroom.editor.writes(piece, headline="Right after all", then="publish")
    assert newsroom.reader.asks(piece.url).status_code == 410


def test_a_scheduled_piece_comes_out_at_its_minute_though_no_heartbeat_lives(
    newsroom, banking, time_machine
):
    at = clock.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    piece = newsroom.editor.starts(headline="Rates decision", section=banking)
    newsroom.editor.writes(piece, go_live_at=f"{at:%Y-%m-%d %H:%M}", then="publish")
    assert "Rates decision" in newsroom.editor.sees("articles:list", status="scheduled")
    time_machine.move_to(at - timedelta(seconds=1), tick=False)
    assert newsroom.reader.finds("Rates decision", on=FRONTS) == set()
    time_machine.move_to(at, tick=False)
    assert newsroom.reader.finds("Rates decision", on=FRONTS) == set(FRONTS)
    piece.refresh_from_db()
    assert piece.published_at == at


def test_a_piece_that_moves_takes_its_readers_along(newsroom, banking):
    piece = make_article("Deal done", section=banking)
    newsroom.editor.writes(piece, slug="deal-is-done", then="publish")
    followers.run_all()
    answer = newsroom.reader.asks("/banking/deal-done/")
    assert answer.status_code == 200
    assert answer.redirect_chain == [("/banking/deal-is-done/", 301)]


def test_the_desk_is_closed_to_readers(newsroom):
    answer = newsroom.reader.asks(reverse("articles:list"))
    assert answer.redirect_chain
    assert "login" in answer.redirect_chain[-1][0]
