"""A newsroom of two sections and five people, and the desk as each of them sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factories.content import make_section
from masthead.accounts.models import User
from masthead.content.models import Article, Section, SectionGrant
from masthead.desk.setup import EDITORS, ensure_roles, join_section


@dataclass(frozen=True)
class Newsroom:
    banking: Section
    trading: Section
    reporter: User
    editor: User
    trader: User
    chief: User
    outsider: User


@pytest.fixture
def newsroom(db):
    from django.contrib.auth.models import Group

    ensure_roles()
    banking, trading = make_section("Banking"), make_section("Trading")
    people = {
        name: User.objects.create_user(name, f"{name}@example.com", "a long password")
        for name in ("reporter", "editor", "trader", "chief", "outsider")
    }
    join_section(people["reporter"], banking, role=SectionGrant.Role.WRITE)
    join_section(people["editor"], banking, role=SectionGrant.Role.EDIT)
    join_section(people["trader"], trading, role=SectionGrant.Role.EDIT)
    people["chief"].groups.add(Group.objects.get(name=EDITORS))
    people["outsider"].groups.add(Group.objects.get(name="Reporters"))
    return Newsroom(banking=banking, trading=trading, **people)


@pytest.fixture
def at_desk():
    """The desk of a person: a client that is signed in."""

    def sit_down(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sit_down


def form_of(article: Article, **changes: Any) -> dict[str, Any]:
    """What the editor's form posts for this article, with changes."""
    said = {
        "headline": article.headline,
        "summary": article.summary,
        "section": article.section_id,
        "kind": article.kind,
        "slug": article.slug,
        "language": article.language,
        "dateline": "",
        "byline": "",
        "provider": "",
        "credit_line": "",
        "story": "",
        "lead_image": "",
        "lead_alt": "",
        "lead_caption": "",
        "lead_credit": "",
        "go_live_at": "",
        "expire_at": "",
        "embargoed_until": "",
        "rights_from": "",
        "rights_until": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-value": _contentstate("The board met on Tuesday."),
        "article_authors-TOTAL_FORMS": "0",
        "article_authors-INITIAL_FORMS": "0",
        "article_authors-MIN_NUM_FORMS": "0",
        "article_authors-MAX_NUM_FORMS": "1000",
    }
    return said | changes


def _contentstate(text: str) -> str:
    import json

    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def refused(response: Any) -> bool:
    """True when the desk said no: back to the front page with a word, or 403."""
    if response.status_code == 403:
        return True
    return response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
