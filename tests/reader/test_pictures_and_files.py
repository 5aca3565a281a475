"""Cuts of pictures and files of articles: which are made, for whom, and byte ranges."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model

from factories.content import make_article, make_draft, make_picture, text_block
from masthead.content import services
from masthead.content.queries import picture_view
from masthead.delivery import followers
from masthead.reader.pictures import picture_url

pytestmark = pytest.mark.django_db


def address(picture, *, ratio="16x9", width=320, suffix="jpg") -> str:
    return picture_url(picture_view(picture), ratio=ratio, width=width, suffix=suffix)


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("suffix", "form"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")])
def test_cut_has_the_size_and_form_of_its_address(client, paper, *, suffix, form):
    response = client.get(address(paper.picture, suffix=suffix))
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    image = Image.open(io.BytesIO(response.content))
    assert (image.format, image.size) == (form, (320, 180))


def test_only_offered_sizes_are_made(client, paper):
    assert client.get(address(paper.picture, width=321)).status_code == 404
    assert client.get(address(paper.picture, suffix="png")).status_code == 404
    assert client.get(address(paper.picture).replace("16x9", "7x5")).status_code == 404


def test_picture_nobody_may_see_is_not_served(client, paper):
    held = make_picture("Secret")
    make_draft("Draft", section=paper.banking, lead_image=held)
    assert client.get(address(held)).status_code == 404
    services.kill_article(paper.article, by="test", reason="rights")
    assert client.get(address(paper.picture)).status_code == 404


def test_picture_inside_a_released_body_is_served(client, paper):
    inside = make_picture("Inside")
    block = {"image": inside.pk, "alt": "x", "caption": "", "credit": "", "decorative": False}
    make_article("Pictured", section=paper.banking, body=[{"type": "image", "value": block}])
    followers.run_all()
    response = client.get(address(inside))
    assert response.status_code == 200


def test_portrait_of_an_author_is_served(client, paper):
    response = client.get(address(paper.author.portrait, ratio="1x1", width=160))
    assert response.status_code == 200


def test_old_version_of_a_picture_leads_to_the_present_one(client, paper):
    stale = re.sub(r"-[^/]+/", "-0000000000/", address(paper.picture), count=1)
    response = client.get(stale)
    assert response.status_code == 302
    assert response["Location"] == address(paper.picture)


def test_every_picture_on_a_page_has_a_box_and_alternatives(client, paper):
    html = client.get(paper.article.url).content.decode()
    images = re.findall(r"<img [^>]+>", html)
    assert images
    for image in images:
        assert re.search(r'width="\d+" height="\d+" alt="', image)
    assert html.count('fetchpriority="high"') == 1
    assert 'type="image/avif"' in html
    assert 'type="image/webp"' in html


@pytest.fixture
def film(paper):
    document = get_document_model().objects.create(
        title="How a trade settles", file=ContentFile(bytes(range(256)) * 4, name="trade.mp4")
    )
    value = {"title": "How a trade settles", "file": document.pk, "captions": None, "poster": None}
    article = make_article(
        "Watch",
        section=paper.banking,
        body=[text_block(), {"type": "video", "value": {**value, "transcript": "<p>Words</p>"}}],
    )
    followers.run_all()
    return article, f"/files/{document.pk}/{document.filename}"


def test_film_can_be_fetched_whole_and_in_parts(client, film):
    article, path = film
    assert path in client.get(article.url).content.decode()
    whole = client.get(path)
    assert whole.status_code == 200
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Content-Type"] == "video/mp4"
    assert len(body_of(whole)) == 1024
    part = client.get(path, headers={"range": "bytes=256-259"})
    assert part.status_code == 206
    assert part["Content-Range"] == "bytes 256-259/1024"
    assert body_of(part) == bytes([0, 1, 2, 3])
    tail = client.get(path, headers={"range": "bytes=-2"})
    assert body_of(tail) == bytes([254, 255])


def test_range_beyond_the_end_is_refused(client, film):
    response = client.get(film[1], headers={"range": "bytes=5000-"})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"


def test_file_of_a_withdrawn_article_is_not_served(client, film):
    article, path = film
    services.unpublish_article(article, by="test")
    assert client.get(path).status_code == 404


def test_file_under_another_name_is_not_served(client, film):
    assert client.get(film[1].replace("trade", "other")).status_code == 404
