"""Pictures that items name: which one, how it is got, and that nothing waits or fails for it."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from factories.feeds import agency as running
from factories.feeds import page
from factories.wire import G2, make_source, send
from masthead.content import services as newsroom
from masthead.content.models import Article, Picture
from masthead.core import clock
from masthead.delivery import couriers
from masthead.delivery.models import Change
from masthead.wire.items import Media, WireItem
from masthead.wire.models import Item, WantedPicture
from masthead.wire.pictures import (
    NotAPictureError,
    candidates,
    is_picture_name,
    local_name,
    look_at,
)
from masthead.wire.pipeline import ingest
from masthead.wire.services import pictures, publish_item

State = WantedPicture.State


def jpeg(shade=90, *, size=(640, 420), form="JPEG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade, 90, 140)).save(buffer, form)
    return buffer.getvalue()


def shown(url, **fields):
    return Media(url=url, mime=fields.pop("mime", "image/jpeg"), **fields)


# --- Which one -------------------------------------------------------------------------------


def test_the_largest_rendition_of_the_first_picture_comes_first():
    media = [
        shown("https://a.example/t.jpg", depicts="p1", width=120, height=80),
        shown("https://a.example/l.jpg", depicts="p1", width=3000, height=2000),
        shown("https://a.example/m.jpg", depicts="p1", width=640, height=480),
        shown("https://a.example/other.jpg", depicts="p2", width=9000, height=5000),
    ]
    assert [one.url[-5:] for one in candidates(media)] == ["l.jpg", "m.jpg", "t.jpg"]


def test_a_rendition_without_a_size_is_judged_by_its_name():
    media = [
        shown("https://a.example/1", depicts="p", rendition="thumbnail"),
        shown("https://a.example/2", depicts="p", rendition="preview"),
        shown("https://a.example/3", depicts="p", rendition="HighRes"),
    ]
    assert [one.url[-1] for one in candidates(media)] == ["3", "2", "1"]


def test_videos_drawings_and_giants_lead_no_story():
    media = [
        shown("https://a.example/v.mp4", mime="video/mp4"),
        shown("https://a.example/d.svg", mime="image/svg+xml"),
        shown("https://a.example/g.jpg", width=9000, height=9000),
        Media(url="https://a.example/report.pdf"),
        Media(url="sport.xml"),
    ]
    assert candidates(media) == []


def test_a_file_without_a_type_may_lead_by_its_ending():
    assert is_picture_name("PHOTO.JPG")
    assert not is_picture_name("photo.xml")
    assert candidates([Media(url="PHOTO.JPG")]) == [Media(url="PHOTO.JPG")]


@pytest.mark.parametrize(
    "url",
    ["../x.jpg", "a/b.jpg", "..\\x.jpg", "/etc/passwd", "c:x.jpg", ".hidden.jpg", "", "a\x00.jpg"],
)
def test_a_name_with_a_way_in_it_is_no_file_beside_the_item(url):
    assert local_name(url) is None


def test_only_what_decodes_to_its_last_line_is_a_picture():
    sight = look_at(jpeg(size=(300, 200)))
    assert (sight.extension, sight.width, sight.height) == ("jpg", 300, 200)
    assert look_at(jpeg(form="WEBP")).extension == "webp"
    for bad in (b"", b"GIF89a", b"<svg/>", jpeg()[:400], jpeg(size=(1, 1)), jpeg(form="GIF")):
        with pytest.raises(NotAPictureError):
            look_at(bad)


def test_a_picture_of_too_many_pixels_is_not_decoded():
    header = jpeg(size=(64, 64), form="PNG")
    giant = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    with pytest.raises(NotAPictureError):
        look_at(giant)


@given(st.binary(max_size=300))
def test_bytes_of_any_sort_are_a_picture_or_none(data):
    for start in (b"", jpeg()[:200], jpeg(form="PNG")[:60]):
        with pytest.raises(NotAPictureError):
            look_at(start + data)


# --- Getting ---------------------------------------------------------------------------------


@pytest.fixture
def agency(settings):
    with running() as server:
        settings.MASTHEAD_TRUSTED_HOSTS = [server.host]
        yield server


@pytest.fixture
def filed(db):
    """A released story of an agency, and its item."""
    send(make_source("meridian"), G2_TEXT)
    item = Item.objects.get()
    assert item.article.live
    return item


G2_TEXT = G2.format(
    guid="urn:newsml:meridian.example:20261101:crane",
    version=1,
    status="usable",
    headline="Crane falls at the port",
    body="<p>A crane fell at the port on Tuesday.</p>",
    made="2026-11-01T08:00:00+00:00",
    embargoed="",
    signal="",
    ed_note="",
    slugline="PORT-CRANE",
    subject="20000274",
).encode()


def naming(item, *media, **fields):
    """What the item says once it names these pictures; its stored version says so too."""
    version = item.current
    said = WireItem.from_json(version.content | {"media": []} | fields)
    said = WireItem.from_json({**said.to_json(), "media": [plain(one) for one in media]})
    type(version).objects.filter(pk=version.pk).update(content=said.to_json())
    return said


def plain(media):
    return {name: getattr(media, name) for name in Media.__slots__}


def wanted_for(item, *media, folder="", **fields):
    pictures.want_picture(item, naming(item, *media, **fields), folder=folder)
    return WantedPicture.objects.get()


def get_now(item):
    pictures.get_all(pictures.claim(clock.now()))
    return WantedPicture.objects.get(item=item)


def lead_of(item):
    return Article.objects.get(pk=item.article_id).lead_image


@pytest.mark.django_db
def test_the_best_rendition_leads_the_story_with_its_words(filed, agency):
    data = jpeg(size=(800, 500))
    agency.pages["/large.jpg"] = page(data)
    wanted_for(
        filed,
        shown(agency.url("/small.jpg"), depicts="p", width=80, height=50),
        shown(
            agency.url("/large.jpg"),
            depicts="p",
            width=800,
            height=500,
            caption="The crane after its fall.",
            credit="Ines Corr/Meridian",
            alt="A crane lies across the quay",
        ),
        usage_terms="Editorial use only.",
        copyright="© Meridian",
    )
    before = Change.objects.count()
    assert get_now(filed).state == State.GOT
    article = Article.objects.get(pk=filed.article_id)
    picture = article.lead_image
    assert (picture.width, picture.height) == (800, 500)
    assert picture.caption == article.lead_caption == "The crane after its fall."
    assert picture.credit == article.lead_credit == "Ines Corr/Meridian"
    assert picture.description == article.lead_alt == "A crane lies across the quay"
    assert picture.usage_terms == "Editorial use only. © Meridian"
    assert agency.paths() == ["/large.jpg"]
    told = Change.objects.order_by("pk")[before:]
    assert f"article:{article.pk}" in {key for change in told for key in change.keys}
    assert {"updated"} <= {change.what for change in told}


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(agency.url("/one.jpg")))
    kept = newsroom.keep_picture(newsroom.Shot(jpeg(), "jpg", "Kept before"), by="test")
    get_now(filed)
    assert Picture.objects.get() == kept == lead_of(filed)


@pytest.mark.django_db
def test_the_next_rendition_is_taken_when_the_best_is_broken(filed, agency):
    agency.pages["/big.jpg"] = page(b"not a picture at all")
    agency.pages["/less.jpg"] = page(jpeg())
    wanted_for(
        filed,
        shown(agency.url("/big.jpg"), depicts="p", width=4000, height=3000),
        shown(agency.url("/less.jpg"), depicts="p", width=400, height=300),
    )
    assert get_now(filed).state == State.GOT


@pytest.mark.django_db
def test_a_story_goes_out_without_the_picture_that_cannot_be_had(filed, agency):
    wanted = wanted_for(filed, shown(agency.url("/gone.jpg")))
    for number, wait in enumerate(pictures.WAITS, 1):
        wanted = get_now(filed)
        assert (wanted.state, wanted.tries) == (State.WANTED, number)
        assert "404" in wanted.note
        assert timedelta() < wanted.next_try_at - clock.now() <= wait
        WantedPicture.objects.update(next_try_at=clock.now())
    wanted = get_now(filed)
    assert (wanted.state, wanted.next_try_at) == (State.FAILED, None)
    filed.refresh_from_db()
    assert filed.note.startswith("No picture: ")
    assert Article.objects.get(pk=filed.article_id).live
    assert lead_of(filed) is None


@pytest.mark.django_db
def test_an_address_inside_the_house_is_not_fetched(filed, agency, settings):
    settings.MASTHEAD_TRUSTED_HOSTS = []
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(f"http://127.0.0.1:{agency.host.rpartition(':')[2]}/one.jpg"))
    assert get_now(filed).state == State.WANTED
    assert agency.asked == []


@pytest.mark.django_db
def test_an_article_that_the_desk_has_edited_is_left_alone(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(agency.url("/one.jpg")))
    Article.objects.get(pk=filed.article_id).save_revision()
    assert get_now(filed).state == State.LEFT
    assert lead_of(filed) is None
    assert agency.asked == []


@pytest.mark.django_db
def test_a_picture_that_the_desk_chose_stays(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(agency.url("/one.jpg")))
    chosen = newsroom.keep_picture(newsroom.Shot(jpeg(7), "jpg", "Chosen"), by="test")
    Article.objects.filter(pk=filed.article_id).update(lead_image=chosen)
    assert get_now(filed).state == State.LEFT
    assert lead_of(filed) == chosen


@pytest.mark.django_db
def test_a_new_version_with_another_picture_replaces_ours(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg(10))
    agency.pages["/two.jpg"] = page(jpeg(200))
    wanted_for(filed, shown(agency.url("/one.jpg")))
    get_now(filed)
    first = lead_of(filed)
    wanted_for(filed, shown(agency.url("/two.jpg")))
    assert get_now(filed).state == State.GOT
    assert lead_of(filed) not in {first, None}


@pytest.mark.django_db
def test_a_resent_item_asks_for_its_picture_once(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(agency.url("/one.jpg")))
    get_now(filed)
    wanted_for(filed, shown(agency.url("/one.jpg")))
    get_now(filed)
    assert agency.paths() == ["/one.jpg"]


@pytest.mark.django_db
def test_a_killed_story_gets_no_picture(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(agency.url("/one.jpg")))
    newsroom.kill_article(Article.objects.get(pk=filed.article_id), reason="Wrong", by="test")
    assert get_now(filed).state == State.LEFT
    assert Picture.objects.count() == 0


@pytest.mark.django_db
def test_an_item_that_is_a_picture_comes_into_the_library(filed, agency):
    agency.pages["/one.jpg"] = page(jpeg())
    Item.objects.update(article=None)
    filed.refresh_from_db()
    wanted_for(filed, shown(agency.url("/one.jpg"), caption="The quay."), item_class="picture")
    assert get_now(filed).state == State.GOT
    assert Picture.objects.get().caption == "The quay."


NINJS_WITH_PICTURE = """{"uri": "urn:calder:%(name)s", "version": "1", "pubstatus": "usable",
 "type": "text", "language": "en", "headline": "%(name)s crane falls at the port",
 "body_html": "<p>A crane fell at the port of %(name)s on Tuesday.</p>",
 "associations": {"main": {"uri": "urn:calder:%(name)s:p", "type": "picture",
  "description_text": "The quay.", "byline": "Ada Quay",
  "renditions": {"large": {"href": "%(name)s.jpg", "mimetype": "image/jpeg"}}}}}"""


def drop(folder, name):
    """A story and the picture beside it, as agencies put them into a folder."""
    (folder / f"{name}.json").write_text(NINJS_WITH_PICTURE % {"name": name})
    (folder / f"{name}.jpg").write_bytes(jpeg())
    return [(f"{name}.json", (folder / f"{name}.json").read_bytes())]


@pytest.mark.django_db
def test_a_story_taken_in_from_a_folder_gets_the_picture_beside_it(tmp_path):
    source = make_source("calder")
    [line] = ingest(drop(tmp_path, "halden"), source=source, root=tmp_path)
    assert line.outcome == "created"
    item = Item.objects.get()
    assert get_now(item).state == State.GOT
    assert lead_of(item).caption == "The quay."


@pytest.mark.django_db
def test_a_story_that_came_over_the_net_reads_no_file_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    list(ingest(drop(tmp_path, "halden"), source=make_source("calder")))
    assert get_now(Item.objects.get()).state == State.WANTED
    assert Picture.objects.count() == 0


@pytest.mark.django_db
def test_a_story_of_the_inbox_gets_its_picture_once_the_desk_publishes_it(tmp_path):
    source = make_source("calder", auto_publish=False)
    list(ingest(drop(tmp_path, "halden"), source=source, root=tmp_path))
    item = Item.objects.get()
    assert get_now(item).state == State.LEFT
    publish_item(item, by="ann")
    assert get_now(item).state == State.GOT
    assert lead_of(Item.objects.get()) is not None


@pytest.mark.django_db
def test_a_picture_beside_the_file_is_read_from_its_folder(filed, tmp_path):
    (tmp_path / "crane.jpg").write_bytes(jpeg())
    wanted_for(filed, shown("crane.jpg"), folder=str(tmp_path))
    assert get_now(filed).state == State.GOT
    assert lead_of(filed) is not None


@pytest.mark.django_db
def test_a_picture_that_a_watched_folder_has_put_away_is_found(filed, tmp_path):
    (tmp_path / "done").mkdir()
    (tmp_path / "done/crane.jpg").write_bytes(jpeg())
    wanted_for(filed, shown("crane.jpg"), folder=str(tmp_path))
    assert get_now(filed).state == State.GOT


@pytest.mark.django_db
def test_a_link_out_of_the_folder_is_not_followed(filed, tmp_path):
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(jpeg())
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "crane.jpg").symlink_to(outside)
    wanted_for(filed, shown("crane.jpg"), folder=str(folder))
    assert get_now(filed).state == State.WANTED
    wanted_for(filed, shown("../outside.jpg"), folder=str(folder))
    assert get_now(filed).state == State.WANTED
    assert Path(outside).exists()
    assert Picture.objects.count() == 0


@pytest.mark.django_db
def test_a_library_that_cannot_take_a_picture_now_is_tried_again(filed, agency, settings, tmp_path):
    agency.pages["/one.jpg"] = page(jpeg())
    wanted_for(filed, shown(agency.url("/one.jpg")))
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("no folder")
    wanted = get_now(filed)
    assert (wanted.state, wanted.tries) == (State.WANTED, 1)
    assert lead_of(filed) is None


@pytest.mark.django_db
def test_an_item_without_a_picture_costs_no_query(filed, django_assert_num_queries):
    said = naming(filed)
    with django_assert_num_queries(0):
        pictures.want_picture(filed, said)
    assert not WantedPicture.objects.exists()


@pytest.mark.django_db
def test_two_couriers_do_not_fetch_the_same_picture(filed, agency):
    wanted_for(filed, shown(agency.url("/one.jpg")))
    now = clock.now()
    assert len(pictures.claim(now)) == 1
    assert pictures.claim(now) == []
    assert pictures.next_due() > now


@pytest.mark.django_db(transaction=True)
def test_the_courier_fetches_while_the_server_goes_on(agency):
    agency.pages["/one.jpg"] = page(jpeg())
    send(make_source("meridian"), G2_TEXT)
    item = Item.objects.get()
    wanted_for(item, shown(agency.url("/one.jpg")))
    assert pictures.send_courier(clock.now()) == 1
    assert pictures.send_courier(clock.now()) == 0
    couriers.wait(30)
    assert WantedPicture.objects.get().state == State.GOT
    assert lead_of(item) is not None
