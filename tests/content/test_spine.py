"""The spine: what the newsroom's verbs do to what readers may see, and to the log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.content import (
    make_article,
    make_author,
    make_draft,
    make_section,
    make_topic,
    text_block,
)
from masthead.content import services
from masthead.content.errors import (
    AlreadyKilledError,
    NoReasonError,
    NotReleasedError,
    PathTakenError,
)
from masthead.content.kinds import CorrectionKind
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery.models import Change

pytestmark = pytest.mark.django_db


def released():
    return set(Article.objects.released(clock.now()).values_list("headline", flat=True))


def log(article):
    of_article = Change.objects.filter(object_type="content.article", object_id=article.pk)
    return list(of_article.order_by("pk").values_list("what", flat=True))


def last_change():
    return Change.objects.latest("pk")


def in_whole_seconds(**ahead):
    return clock.now().replace(microsecond=0) + timedelta(**ahead)


def test_a_draft_is_seen_by_nobody_until_it_is_published():
    article = make_draft("Harbour toll rises")
    assert released() == set()
    change = services.publish_article(article, by="test")
    assert released() == {"Harbour toll rises"}
    assert (article.version, article.path) == (1, f"{article.section.slug}/harbour-toll-rises")
    assert (change.what, change.by) == ("published", "test")


def test_an_article_scheduled_for_later_comes_out_at_its_time_and_not_before(time_machine):
    at = in_whole_seconds(hours=2)
    article = make_draft("Rates decision")
    assert services.publish_article(article, by="test", at=at).what == "scheduled"
    time_machine.move_to(at - timedelta(seconds=1), tick=False)
    assert services.next_due() == at
    assert services.perform_due(clock.now()) == 0
    assert released() == set()
    time_machine.move_to(at, tick=False)
    assert services.perform_due(clock.now()) == 1
    assert released() == {"Rates decision"}
    assert services.next_due() is None
    assert log(article) == ["scheduled", "published"]


def test_a_scheduled_update_leaves_the_public_version_alone_until_its_time(time_machine):
    article = make_article("First words")
    article.headline = "Second words"
    article.save_revision()
    at = in_whole_seconds(hours=1)
    change = services.publish_article(Article.objects.get(pk=article.pk), by="test", at=at)
    article.refresh_from_db()
    assert (change.what, change.keys) == ("scheduled", [])
    assert (article.version, article.updated_at) == (1, None)
    assert released() == {"First words"}
    time_machine.move_to(at, tick=False)
    services.perform_due(clock.now())
    assert released() == {"Second words"}
    assert log(article) == ["published", "scheduled", "updated"]


def test_agency_copy_that_is_out_stays_out_while_an_edited_version_waits_for_its_time():
    copy = services.Copy(
        guid="urn:x:1", headline="Port reopens", section=make_section(), provider="Meridian",
        blocks=[text_block()],
    )  # fmt: skip
    article = services.file_copy(copy, by="wire:meridian", now=clock.now(), release=True)
    services.publish_article(article, by="desk", at=in_whole_seconds(hours=1))
    assert released() == {"Port reopens"}


def test_scheduling_a_refused_version_tells_the_desk_and_does_not_try_for_ever(time_machine):
    section = make_section()
    at = in_whole_seconds(hours=1)
    late = make_draft("Halden reopens", section=section)
    services.publish_article(late, by="test", at=at)
    taken = make_draft("Halden reopens again", section=section)
    Article.objects.filter(pk=taken.pk).update(path=f"{section.slug}/halden-reopens", live=True)
    time_machine.move_to(at, tick=False)
    services.perform_due(clock.now())
    late.refresh_from_db()
    assert not late.live
    assert services.next_due() is None or services.next_due() > clock.now()
    [entry] = late_log(late, "masthead.schedule_refused")
    assert "belongs to another article" in entry.data["reason"]


def late_log(article, action):
    from wagtail.models import ModelLogEntry

    return ModelLogEntry.objects.for_instance(article).filter(action=action)


def test_embargoed_copy_is_posted_when_the_embargo_ends(time_machine):
    ends = in_whole_seconds(hours=3)
    article = make_article("Held results", embargoed_until=ends)
    assert released() == set()
    assert log(article) == ["held"]
    time_machine.move_to(ends, tick=False)
    assert services.next_due() == ends
    assert services.perform_due(clock.now()) == 1
    article.refresh_from_db()
    assert article.published_at == ends
    assert article.updated_at is None
    assert log(article) == ["held", "published"]
    assert services.perform_due(clock.now()) == 0


def test_an_embargo_lifted_early_does_not_leave_a_posted_date_in_the_future():
    article = make_article("Held results", embargoed_until=in_whole_seconds(days=2))
    article.embargoed_until = None
    article.save_revision()
    services.publish_article(article, by="test")
    assert released() == {"Held results"}
    assert article.published_at <= clock.now()
    assert log(article) == ["held", "published"]


def test_a_later_version_under_embargo_keeps_the_first_posted_date(time_machine):
    article = make_article("Guidance")
    posted, address = article.published_at, article.path
    ends = in_whole_seconds(hours=1)
    article.embargoed_until, article.slug = ends, "guidance-raised"
    article.save_revision()
    services.publish_article(article, by="test")
    assert released() == set()
    assert article.path == address, "the address that readers know leads nowhere else yet"
    time_machine.move_to(ends, tick=False)
    services.perform_due(clock.now())
    article.refresh_from_db()
    assert (article.published_at, article.updated_at) == (posted, ends)
    assert last_change().details == {"moved_from": address, "moved_to": article.path}
    assert log(article) == ["published", "held", "updated"]


def test_copy_dated_in_the_future_does_not_stand_above_todays_news():
    copy = services.Copy(
        guid="urn:x:2", headline="Wrong clock", section=make_section(), provider="Meridian",
        blocks=[text_block()], dated=clock.now() + timedelta(days=400),
    )  # fmt: skip
    article = services.file_copy(copy, by="wire:meridian", now=clock.now(), release=True)
    assert article.published_at <= clock.now()


def test_rights_that_have_not_begun_do_not_make_every_request_look_for_work(time_machine):
    begins = in_whole_seconds(days=1)
    make_article("Licensed", embargoed_until=in_whole_seconds(hours=-1), rights_from=begins)
    assert services.next_due() == begins


def test_an_article_expires_at_its_second_and_is_told_of_once(time_machine):
    ends = in_whole_seconds(hours=1)
    article = make_article("Offer of the day", expire_at=ends)
    time_machine.move_to(ends, tick=False)
    assert released() == set(), "the gate needs no clockwork"
    assert services.perform_due(clock.now()) == 1
    assert services.perform_due(clock.now()) == 0
    article.refresh_from_db()
    assert (article.live, article.expired) == (False, True)
    assert log(article) == ["published", "expired"]


def test_the_end_of_rights_takes_an_article_off(time_machine):
    ends = in_whole_seconds(hours=1)
    article = make_article("Licensed", rights_until=ends)
    time_machine.move_to(ends, tick=False)
    services.perform_due(clock.now())
    article.refresh_from_db()
    assert not article.live


def test_an_unpublished_article_comes_back_as_published_at_its_first_date():
    article = make_article("Port fees")
    posted = article.published_at
    change = services.unpublish_article(article, by="test")
    assert (change.what, change.by) == ("unpublished", "test")
    assert released() == set()
    with pytest.raises(NotReleasedError):
        services.unpublish_article(article, by="test")
    services.publish_article(article, by="test")
    assert released() == {"Port fees"}
    assert article.published_at == posted
    assert log(article) == ["published", "unpublished", "published"]


def test_wagtails_own_unpublish_of_a_draft_tells_the_log_nothing():
    article = make_draft("Never out")
    article.unpublish()
    assert log(article) == []


def test_a_moved_article_tells_where_it_was():
    old, new = make_section("Banking"), make_section("Markets")
    article = make_article("Deal done", section=old)
    article.section, article.slug = new, "deal-is-done"
    article.save_revision()
    change = services.publish_article(article, by="test")
    assert change.details == {"moved_from": "banking/deal-done", "moved_to": "markets/deal-is-done"}
    assert {f"section:{old.pk}", f"section:{new.pk}"} <= set(change.keys)


def test_a_changed_byline_and_topic_move_the_pages_of_the_old_and_the_new_ones():
    before, after = make_author("Old Hand"), make_author("New Hand")
    past, present = make_topic("Past"), make_topic("Present")
    draft = make_draft("Bylines", authors=[before], topics=[past])
    services.publish_article(draft, by="test")
    [line] = draft.article_authors.all()
    line.author = after
    draft.article_authors = [line]
    draft.topics = [present]
    draft.save_revision()
    change = services.publish_article(Article.objects.get(pk=draft.pk), by="test")
    assert {
        f"author:{before.pk}", f"author:{after.pk}", f"topic:{past.pk}", f"topic:{present.pk}"
    } <= set(change.keys)  # fmt: skip


def test_two_articles_of_one_headline_get_addresses_of_their_own():
    section = make_section()
    first, second = (make_article("Same words", section=section) for _ in range(2))
    assert (first.slug, second.slug) == ("same-words", "same-words-2")


def test_the_address_of_another_article_is_refused():
    section = make_section()
    make_article("Same words", section=section)
    other = make_draft("Other words", section=section)
    Article.objects.filter(pk=other.pk).update(slug="same-words", has_unpublished_changes=False)
    with pytest.raises((PathTakenError, Exception), match="address"):
        services.publish_article(Article.objects.get(pk=other.pk), by="test")
    assert released() == {"Same words"}


def test_a_killed_article_is_gone_for_good():
    article = make_article("Wrong in every line")
    change = services.kill_article(article, reason="The source was forged.", by="test")
    assert released() == set()
    assert (change.what, change.details["path"]) == ("killed", article.path)
    for verb in (
        lambda: services.kill_article(article, reason="again", by="test"),
        lambda: services.publish_article(article, by="test"),
        lambda: services.correct_article(article, note="Sorry.", by="test"),
        lambda: article.get_latest_revision().publish(),
    ):
        with pytest.raises(AlreadyKilledError):
            verb()
    assert log(article) == ["published", "killed"]


def test_a_kill_needs_a_reason():
    article = make_article()
    with pytest.raises(NoReasonError):
        services.kill_article(article, reason="  ", by="test")
    assert log(article) == ["published"]


def test_a_kill_stops_the_scheduled_version(time_machine):
    article = make_draft("Scheduled and wrong")
    at = in_whole_seconds(hours=1)
    services.publish_article(article, by="test", at=at)
    services.kill_article(article, reason="Wrong.", by="test")
    time_machine.move_to(at, tick=False)
    assert services.perform_due(clock.now()) == 0
    assert released() == set()


def test_an_old_copy_of_the_row_does_not_undo_a_kill():
    article = make_article("Open in two windows")
    stale = Article.objects.get(pk=article.pk)
    stale_revision = stale.get_latest_revision()
    assert stale_revision.content_object.killed_at is None
    services.kill_article(article, reason="Wrong.", by="test")
    with pytest.raises(AlreadyKilledError):
        stale_revision.publish()
    stale.unpublish()
    with pytest.raises(AlreadyKilledError):
        services.kill_article(stale, reason="Wrong.", by="test")
    article.refresh_from_db()
    assert article.killed_at
    assert log(article) == ["published", "killed"]


def test_a_correction_stands_beside_the_article_and_is_one_change():
    article = make_article("Bank loses 5m")
    change = services.correct_article(
        article,
        note="The loss was 50m.",
        headline="Bank loses 50m",
        kind=CorrectionKind.CORRECTION,
        by="test",
    )
    assert released() == {"Bank loses 50m"}
    assert (article.headline, article.version) == ("Bank loses 50m", 2)
    assert article.updated_at is not None
    assert not article.has_unpublished_changes
    assert article.get_latest_revision_as_object().headline == "Bank loses 50m"
    [note] = article.corrections.all()
    assert (note.note, note.kind) == ("The loss was 50m.", "correction")
    assert "corrections" in change.keys
    assert log(article) == ["published", "corrected"]


def test_a_correction_needs_words_and_an_article_that_is_out():
    with pytest.raises(NotReleasedError):
        services.correct_article(make_draft(), note="Sorry.", by="test")
    article = make_article()
    with pytest.raises(NoReasonError):
        services.correct_article(article, note=" ", by="test")
    assert article.corrections.count() == 0


def test_a_correction_leaves_the_draft_under_way_and_mends_its_headline(time_machine):
    article = make_article("Bank loses 5m")
    article.summary = "A better standfirst."
    draft = article.save_revision()
    at = in_whole_seconds(hours=1)
    services.publish_article(Article.objects.get(pk=article.pk), by="test", at=at)
    services.correct_article(article, note="50m.", headline="Bank loses 50m", by="test")
    assert released() == {"Bank loses 50m"}
    assert article.summary != "A better standfirst."
    latest = article.get_latest_revision_as_object()
    assert (latest.headline, latest.summary) == ("Bank loses 50m", "A better standfirst.")
    assert article.get_latest_revision().is_latest_revision()
    assert article.has_unpublished_changes
    assert draft.pk != article.live_revision_id
    time_machine.move_to(at, tick=False)
    services.perform_due(clock.now())
    article.refresh_from_db()
    assert (article.headline, article.summary) == ("Bank loses 50m", "A better standfirst.")


def test_withheld_copy_is_seen_by_nobody_until_it_is_released():
    article = make_article("Check the figures")
    assert services.withhold_article(article, by="wire:meridian").what == "withheld"
    assert services.withhold_article(article, by="wire:meridian") is None
    assert released() == set()
    services.release_article(article, by="test")
    assert services.release_article(article, by="test") is None
    assert released() == {"Check the figures"}
    assert log(article) == ["published", "withheld", "updated"]


def test_releasing_what_the_gate_still_holds_tells_readers_nothing():
    article = make_draft("Not out yet")
    services.withhold_article(article, by="test")
    assert services.release_article(article, by="test").what == "released"
    assert released() == set()
    assert not article.announced


def test_publishing_a_withheld_article_from_the_desk_keeps_it_held():
    article = make_draft("Withheld by the agency")
    services.withhold_article(article, by="wire:meridian")
    services.publish_article(article, by="test")
    assert released() == set()
    assert log(article) == ["withheld", "held"]
    services.release_article(article, by="test")
    assert released() == {"Withheld by the agency"}
    assert log(article)[-1] == "published"


def test_an_older_revision_brings_back_copy_but_no_system_field():
    article = make_article("First version")
    first = article.get_latest_revision()
    article.headline = "Second version"
    article.save_revision()
    services.publish_article(article, by="test")
    services.withhold_article(article, by="wire:meridian")
    first.publish()
    article.refresh_from_db()
    assert article.headline == "First version"
    assert (article.version, article.withheld) == (3, True)
    assert released() == set()


def test_a_deleted_article_is_told_of():
    article = make_article("By mistake")
    pk, path = article.pk, article.path
    Article.objects.filter(pk=pk).delete()
    change = last_change()
    assert (change.what, change.object_id, change.details) == ("deleted", pk, {"path": path})
    assert f"article:{pk}" in change.keys


def test_file_copy_keeps_its_slug_when_only_the_punctuation_of_a_headline_changes():
    section = make_section()

    def file(headline, article=None):
        copy = services.Copy(
            guid="urn:x:3", headline=headline, section=section, provider="M", blocks=[text_block()]
        )
        return services.file_copy(copy, by="wire:m", now=clock.now(), article=article)

    article = file("Port reopens early")
    assert file("Port reopens, early", article).slug == "port-reopens-early"


def test_file_copy_refuses_a_killed_article():
    section = make_section()
    copy = services.Copy(
        guid="urn:x:4", headline="One", section=section, provider="M", blocks=[text_block()]
    )
    article = services.file_copy(copy, by="wire:m", now=clock.now(), release=True)
    stale = Article.objects.get(pk=article.pk)
    services.kill_article(article, reason="Withdrawn.", by="wire:m")
    with pytest.raises(AlreadyKilledError):
        services.file_copy(copy, by="wire:m", now=clock.now(), article=stale, release=True)
    assert released() == set()
