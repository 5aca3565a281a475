"""A process that is killed at any point leaves articles, audit rows and the log in agreement."""

from __future__ import annotations

import os
import random
import signal
import time
from itertools import count

import pytest
from django.db import connections
from django.db.models import Count
from wagtail.models import ModelLogEntry

from factories.content import make_draft, make_section
from masthead.content import services
from masthead.content.models import Article, Correction
from masthead.delivery import followers
from masthead.delivery.models import Change

KILLS = 20


def publish_for_ever(tell_started: int) -> None:
    """What the doomed process does: publish, correct, update and kill, without end."""
    for turn in count():
        article = make_draft(f"Report {os.getpid()}-{turn}")
        services.publish_article(article, by="doomed")
        if turn == 0:
            os.write(tell_started, b"!")
        services.correct_article(article, note="A figure.", headline=f"Mended {turn}", by="doomed")
        article.summary = "Second version."
        article.save_revision()
        services.publish_article(article, by="doomed")
        if turn % 2:
            services.kill_article(article, reason="Forged.", by="doomed")


def run_and_kill(*, after: float) -> None:
    """A process publishes for so many seconds and is killed without a chance to tidy up."""
    connections.close_all()
    started, tell_started = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            publish_for_ever(tell_started)
        finally:
            os._exit(1)
    try:
        assert os.read(started, 1) == b"!"
        time.sleep(after)
    finally:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(started)
        os.close(tell_started)
    assert os.WTERMSIG(status) == signal.SIGKILL, "it ended before it was killed"


def told(*verbs: str) -> dict[int, int]:
    changes = Change.objects.filter(object_type="content.article", what__in=verbs)
    counted = changes.values("object_id").annotate(times=Count("pk")).order_by()
    return dict(counted.values_list("object_id", "times"))


def logged(action: str) -> dict[int, int]:
    entries = ModelLogEntry.objects.filter(action=action)
    counted = entries.values("object_id").annotate(times=Count("pk")).order_by()
    return {int(pk): times for pk, times in counted.values_list("object_id", "times")}


@pytest.mark.django_db(transaction=True)
def test_rows_audit_and_log_agree_after_twenty_kills():
    make_section()
    chance = random.Random(20270301)  # noqa: S311 - points in time, no secret
    for _ in range(KILLS):
        run_and_kill(after=chance.uniform(0, 0.2))
    articles = Article.objects.all()
    assert articles.count() >= KILLS
    versions = dict(articles.filter(version__gt=0).values_list("pk", "version"))
    assert versions == told("published", "updated", "corrected")
    killed = articles.filter(killed_at__isnull=False).values_list("pk", flat=True)
    assert dict.fromkeys(killed, 1) == told("killed") == logged("masthead.kill")
    corrections = Correction.objects.values("article").annotate(times=Count("pk")).order_by()
    noted = dict(corrections.values_list("article", "times"))
    assert noted == told("corrected") == logged("masthead.correct")
    assert logged("wagtail.publish") == told("published", "updated")
    assert set(articles.values_list("pk", flat=True)) == set(logged("wagtail.create"))
    assert not articles.filter(latest_revision=None).exists()
    followers.run_all()
    assert {standing.failures for standing in followers.standings()} == {0}
    assert {standing.behind for standing in followers.standings()} == {0}
