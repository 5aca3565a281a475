"""The article page: its parts, its label, its links, and what stands where an article was."""

from __future__ import annotations

import re

import pytest

from factories.content import make_article, make_picture, make_section, make_story, text_block
from masthead.content import services
from masthead.delivery import followers

pytestmark = pytest.mark.django_db


def parts_of(html: str) -> list[str]:
    return re.findall(r'data-part="([a-z-]+)"', html)


def page_of(client, article) -> str:
    response = client.get(article.url)
    assert response.status_code == 200
    return response.content.decode()


def test_full_article_has_every_part_that_has_something_to_show(client, paper):
    story = make_story("The merger")
    article = make_article(
        "Ardentis names the day",
        section=paper.banking,
        authors=[paper.author],
        topics=[paper.topic],
        story=story,
        lead_image=paper.picture,
        credit_line="Additional reporting by Meridian News Agency.",
    )
    for number in range(4):
        make_article(f"Merger step {number}", section=paper.trading, story=story)
        make_article(f"Lender news {number}", section=paper.banking)
    services.correct_article(article, by="test", note="The vote was on Monday.")
    parts = set(parts_of(page_of(client, article)))
    assert parts >= {
        *("logo", "nav", "breadcrumbs", "section-label", "headline", "byline", "published"),
        *("updated", "lead-image", "body", "credit-line", "corrections", "related"),
        *("more-in-section", "previous", "next", "disclosure", "footer"),
    }
    assert not parts & {"search", "subscribe", "label"}


def test_bare_article_shows_no_empty_part(client, db):
    article = make_article("A short note")
    parts = set(parts_of(page_of(client, article)))
    assert parts == {
        *("logo", "nav", "breadcrumbs", "section-label", "headline", "published", "body"),
        "footer",
    }


def test_label_stands_before_the_headline(client, paper):
    article = make_article("A better way to pay", section=paper.banking, origin="commissioned")
    parts = parts_of(page_of(client, article))
    assert parts.index("label") < parts.index("headline")


def test_card_of_a_paid_article_carries_its_label_on_every_list(client, paper):
    article = make_article(
        "A better way to pay",
        section=paper.banking,
        origin="commissioned",
        authors=[paper.author],
        topics=[paper.topic],
    )
    for path in ("/", "/latest/", "/banking/", paper.topic.url, paper.author.url):
        html = client.get(path).content.decode()
        card = re.search(rf'data-article="{article.pk}".*?</article>', html, re.DOTALL)
        assert card, path
        label, headline = card[0].find('data-part="label"'), card[0].find("A better way to pay")
        assert 0 < label < headline, path


@pytest.mark.parametrize(
    ("fields", "rel"),
    [
        ({"origin": "commissioned"}, "sponsored noopener"),
        ({"origin": "contributed"}, "ugc nofollow noopener"),
        ({"kind": "press_release"}, "nofollow noopener"),
        ({}, "noopener"),
    ],
)
def test_outbound_links_get_their_rel_from_what_the_piece_is(client, paper, *, fields, rel):
    typed_in = '<p><a href="https://bank.example/offer" rel="dofollow">Terms</a></p>'
    article = make_article("Linked", section=paper.banking, body=[text_block(typed_in)], **fields)
    assert f'<a href="https://bank.example/offer" rel="{rel}">' in page_of(client, article)


def test_notice_stands_above_the_first_offer_only(client, paper):
    offer = {
        "type": "offer",
        "value": {
            "merchant": "Foundry Bank",
            "title": "Open an account",
            "text": "",
            "url": "https://foundry.example/",
            "terms": "",
        },
    }
    article = make_article("Offers", section=paper.banking, body=[text_block(), offer, offer])
    html = page_of(client, article)
    assert html.count('class="notice"') == 1
    assert html.index('class="notice"') < html.index("https://foundry.example/")
    assert html.count('rel="sponsored noopener"') == 2


def test_hostile_markup_in_a_stored_body_reaches_no_reader(client, paper):
    hostile = (
        '<p onclick="steal()">Safe words <script>steal()</script>'
        '<a href="javascript:steal()">click</a><img src=x onerror=steal()></p>'
    )
    article = make_article("Hostile", section=paper.banking, body=[text_block(hostile)])
    html = page_of(client, article)
    assert "Safe words" in html
    assert "steal" not in html


def test_dateline_opens_the_text(client, paper):
    html = page_of(client, paper.article)
    assert re.search(r'<p><span class="dateline">HALDEN</span> The board met', html)


QUESTION = {"question": "Why now?", "answer": "<p>Cost.</p>"}
TABLE = {
    "data": [["Bank", "Assets"], ["Ardentis", "120"]],
    "first_row_is_table_header": True,
    "first_col_is_header": True,
    "table_caption": "Assets in billions",
}
CHART = {
    "title": "Policy rate",
    "kind": "line",
    "unit": "%",
    "csv": ",Rate\nJan,4.5\nFeb,4.25",
    "source": "NRB",
    "note": "",
}
FORM = {
    "title": "Ask for the report",
    "recipient": "Foundry Bank",
    "recipient_email": "leads@foundry.example",
    "purpose": "to send you the report",
    "consent": "I agree that my answer goes to Foundry Bank.",
}


def every_block(*, picture: int, other: int) -> list[dict]:
    image = {"image": picture, "alt": "The quay", "caption": "Berth 4", "credit": "Ours"}
    items = [{"type": "item", "value": image}] * 2
    embed = {"url": "https://v.example/1", "title": "The speech", "provider": "V"}
    return [
        {"type": "heading", "value": {"text": "What the vote means", "level": "h2"}},
        {"type": "image", "value": {**image, "decorative": False}},
        {"type": "gallery", "value": {"title": "The port", "images": items}},
        {"type": "quote", "value": {"text": "We won.", "attribution": "G. Marlowe", "role": ""}},
        {"type": "qa", "value": {"pairs": [{"type": "item", "value": QUESTION}]}},
        {"type": "table", "value": TABLE},
        {"type": "chart", "value": CHART},
        {"type": "factbox", "value": {"title": "In short", "body": "<p>Three dates.</p>"}},
        {"type": "related_article", "value": {"article": other}},
        {"type": "embed", "value": embed},
        {"type": "lead_form", "value": FORM, "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"},
    ]


def test_every_block_shows_what_it_holds(client, paper):
    other = make_article("The other piece", section=paper.trading)
    body = every_block(picture=make_picture("A quay").pk, other=other.pk)
    html = page_of(client, make_article("Everything", section=paper.banking, body=body))
    for words in (
        *("What the vote means", "Berth 4", "The port", "We won.", "G. Marlowe", "Why now?"),
        *("Assets in billions", "Ardentis", "Policy rate", "<polyline", "4.25", "Three dates."),
        *("The other piece", "The speech", "Ask for the report", "my answer goes to Foundry"),
    ):
        assert words in html, words
    assert "<iframe" not in html


def test_block_whose_picture_is_gone_leaves_no_trace(client, paper):
    body = [
        text_block(),
        {"type": "image", "value": {"image": 999_999, "alt": "", "caption": "Lost", "credit": ""}},
    ]
    assert "Lost" not in page_of(client, make_article("Gap", section=paper.banking, body=body))


def test_killed_article_is_gone_with_a_notice_and_no_word_of_itself(client, paper):
    article = make_article("A libel in nine words", section=paper.banking)
    services.kill_article(article, by="test", reason="legal")
    response = client.get(article.url)
    html = response.content.decode()
    assert response.status_code == 410
    assert "withdrawn" in html
    assert "libel" not in html
    assert "The board met" not in html
    assert "stale-if-error" not in response.get("CDN-Cache-Control", "")


def test_moved_article_leads_to_its_new_address(client, paper):
    article = make_article("It moves", section=paper.banking)
    old = article.url
    article.slug = "it-has-moved"
    article.save_revision()
    services.publish_article(article, by="test")
    followers.run_all()
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == "/banking/it-has-moved/"


def test_unreleased_article_is_not_found(client, paper):
    from factories.content import make_draft

    draft = make_draft("Not yet", section=paper.banking)
    assert client.get(draft.url).status_code == 404


def test_article_page_makes_at_most_fifteen_queries_whatever_is_published(paper, queries_of):
    picture = make_picture()
    other = make_article("Pointed at", section=paper.trading)
    body = [
        text_block(),
        {"type": "image", "value": {"image": picture.pk, "alt": "x", "caption": "", "credit": ""}},
        {"type": "related_article", "value": {"article": other.pk}},
    ]
    article = make_article(
        "Full house",
        section=paper.banking,
        authors=[paper.author],
        topics=[paper.topic],
        story=make_story(),
        lead_image=paper.picture,
        body=body,
    )
    few = queries_of(article.url)
    for number in range(30):
        make_article(f"Another {number}", section=paper.banking, topics=[paper.topic])
    assert queries_of(article.url) == few <= 15


def test_preview_of_a_draft_is_the_article_page(rf, paper):
    from factories.content import make_draft

    draft = make_draft("Only a draft", section=make_section("Economy"))
    request = rf.get("/")
    page = draft.serve_preview(request, draft.default_preview_mode).render().content.decode()
    assert "Only a draft" in page
    assert 'data-part="headline"' in page
