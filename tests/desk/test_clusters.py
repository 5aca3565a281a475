"""One story from several sources, as the desk sees it and decides on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from factories.wire import g2, make_source, send
from masthead.wire.models import Cluster, ClusterMember, Item

COPY = (
    "<p>The council of the Northern Reserve Bank kept its rate at 3.75 percent on Thursday and "
    "said wages would have to slow before it moved again, Governor Helena Voss told reporters.</p>"
)


@pytest.fixture
def cluster(newsroom):
    for slug, priority in (("meridian", 1), ("calder", 2), ("bay", 3)):
        source = make_source(slug, default_section=newsroom.banking, priority=priority)
        send(source, g2(f"{slug}:1", headline=f"Rate kept, says {slug}", body=COPY))
    return Cluster.objects.get()


def act(desk, guid, verb):
    item = Item.objects.get(guid=guid)
    return desk.post(reverse("wire:cluster_act", args=[item.pk, verb]))


def test_the_items_of_one_story_stand_together_the_primary_first(at_desk, newsroom, cluster):
    page = at_desk(newsroom.editor).get(reverse("wire:cluster", args=[cluster.pk])).content.decode()
    places = [
        page.index(f"says {slug}", page.index("desk-lead"))
        for slug in ("meridian", "calder", "bay")
    ]
    assert places == sorted(places)
    assert page.count(">primary<") == 1


def test_an_editor_makes_another_the_primary_and_detaches(at_desk, newsroom, cluster):
    desk = at_desk(newsroom.editor)
    act(desk, "calder:1", "primary")
    cluster.refresh_from_db()
    assert cluster.primary.guid == "calder:1"
    act(desk, "bay:1", "detach")
    assert ClusterMember.objects.get(item__guid="bay:1").cluster is None
    assert Cluster.objects.filter(pk=cluster.pk).exists()


def test_who_may_not_publish_there_changes_nothing(at_desk, newsroom, cluster):
    assert act(at_desk(newsroom.reporter), "bay:1", "detach").status_code == 302
    assert ClusterMember.objects.get(item__guid="bay:1").cluster == cluster
