"""Share images: drawn once a version, kept for ever, gone with the article."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from factories.content import make_article
from masthead.content import services
from masthead.content.kinds import Origin
from masthead.content.models import Article, SiteSettings
from masthead.reader.machine.share import HEIGHT, WIDTH, draw, poster_of

pytestmark = pytest.mark.django_db


def address(client, article):
    page = client.get(article.url).content.decode()
    return re.search(r'og:image" content="http://testserver([^"]+)"', page)[1]


def poster(headline="Members back it", *, label=""):
    return poster_of(headline, section="Banking", label=label, title="H & E", colour="#0b4f6c")


def test_image_is_as_large_as_it_says_and_is_kept_for_ever(client, paper):
    answer = client.get(address(client, paper.article))
    assert Image.open(io.BytesIO(answer.content)).size == (WIDTH, HEIGHT) == (1200, 630)
    assert "immutable" in answer.headers["Cache-Control"]
    assert f"article:{paper.article.pk}" in answer.headers["Surrogate-Key"].split()


def test_image_is_drawn_once_and_its_older_version_is_taken_away(client, paper, settings):
    folder = Path(settings.MEDIA_ROOT) / "share"
    old = address(client, paper.article)
    client.get(old)
    [file] = folder.glob(f"{paper.article.pk}-*.png")
    first = file.stat().st_mtime_ns
    client.get(old)
    assert file.stat().st_mtime_ns == first
    services.correct_article(paper.article, note="One word.", headline="Members agree", by="test")
    new = address(client, paper.article)
    assert new != old
    assert client.get(new).status_code == 200
    assert len(list(folder.glob(f"{paper.article.pk}-*.png"))) == 1
    assert client.get(old).headers["Location"] == new


def test_address_changes_with_section_title_and_colour(client, paper):
    seen = {address(client, paper.article)}
    paper.banking.name = "Banks"
    paper.banking.save()
    seen.add(address(client, paper.article))
    face = SiteSettings.load()
    face.accent_light = "#8a1c1c"
    face.save()
    seen.add(address(client, paper.article))
    assert len(seen) == 3


def test_killed_and_held_articles_have_no_image_though_its_file_is_there(client, paper):
    path = address(client, paper.article)
    assert client.get(path).status_code == 200
    Article.objects.filter(pk=paper.article.pk).update(withheld=True)
    assert client.get(path).status_code == 404
    Article.objects.filter(pk=paper.article.pk).update(withheld=False)
    services.kill_article(paper.article, reason="Wrong", by="test")
    assert client.get(path).status_code == 404


def test_label_is_drawn_when_money_is_involved(client, paper):
    assert draw(poster(label="Paid content")) != draw(poster())
    article = make_article("Buy bonds", section=paper.banking, origin=Origin.COMMISSIONED)
    plain = poster_of(
        "Buy bonds", section="Banking", label="", title="Harbour & Exchange", colour="#0b4f6c"
    )
    assert plain.version not in address(client, article)


@pytest.mark.parametrize(
    "headline",
    ["#panic() $x$ *b* `code` \\ #include", "W" * 250, "Złoty, кредит, 銀行, بنك", "<b>&amp;"],
)
def test_no_headline_is_taken_for_markup_or_breaks_the_drawing(headline):
    assert Image.open(io.BytesIO(draw(poster(headline)))).size == (WIDTH, HEIGHT)
