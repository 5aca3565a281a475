"""A newsroom with a reporter, an editor and readers; everyone works through HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from desk.conftest import form_of
from factories.content import make_section
from masthead.accounts.models import User
from masthead.content.models import Article, SectionGrant
from masthead.delivery import due
from masthead.desk.setup import EDITORS, ensure_roles, join_section


class Reader:
    """Somebody with a browser and no login."""

    def __init__(self) -> None:
        self._client = Client()

    def asks(self, address: str):
        due.forget()  # a second and more has passed since the last request
        return self._client.get(address, follow=True)

    def reads(self, address: str) -> str:
        response = self.asks(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.content.decode()

    def part(self, address: str, name: str) -> str:
        """The words of a named part of a page, "" when the page has none."""
        found = re.search(rf'data-part="{name}"[^>]*>(.*?)</', self.reads(address), re.DOTALL)
        return re.sub(r"<[^>]+>|\s+", " ", found[1]).strip() if found else ""

    def finds(self, headline: str, *, on: tuple[str, ...]) -> set[str]:
        """Those of the pages that name the headline."""
        return {address for address in on if headline in self.reads(address)}


class AtDesk:
    """A person of the newsroom, signed in."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._client = Client()
        self._client.force_login(user)

    def sees(self, name: str, *args, **query) -> str:
        return self._client.get(reverse(name, args=args), query).content.decode()

    def does(self, name: str, *args, **said):
        return self._client.post(reverse(name, args=args), said, follow=True)

    def writes(self, article: Article, *, then: str = "", **changes) -> None:
        """Saves the editor's form, and presses a button of it: `publish` or `submit`."""
        button = {f"action-{then}": "1"} if then else {}
        self.does("articles:edit", article.pk, **form_of(article, **changes, **button))

    def starts(self, **said) -> Article:
        """A new article by the editor's form."""
        blank = Article(slug="", **said)
        response = self.does("articles:add", **form_of(blank))
        assert response.status_code == 200
        return Article.objects.latest("pk")


@dataclass(frozen=True)
class Newsroom:
    reporter: AtDesk
    editor: AtDesk
    chief: AtDesk
    reader: Reader


@pytest.fixture
def newsroom(db) -> Newsroom:
    ensure_roles()
    banking = make_section("Banking")
    make_section("Trading")
    people = {
        name: User.objects.create_user(name, f"{name}@example.com", "a long password")
        for name in ("reporter", "editor", "chief")
    }
    join_section(people["reporter"], banking, role=SectionGrant.Role.WRITE)
    join_section(people["editor"], banking, role=SectionGrant.Role.EDIT)
    people["chief"].groups.add(Group.objects.get(name=EDITORS))
    return Newsroom(reader=Reader(), **{name: AtDesk(user) for name, user in people.items()})


@pytest.fixture
def banking(newsroom):
    from masthead.content.models import Section

    return Section.objects.get(slug="banking")
