"""An article's way through the editor, in a browser: typed, saved, published, and a kill that shows
its receipt."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from factories.content import make_article, make_draft, make_section
from masthead.accounts.models import User
from masthead.content.models import Article, SectionGrant
from masthead.core import clock
from masthead.desk.setup import ensure_roles, join_section

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
]

PASSWORD = "a long password"
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


@pytest.fixture
def banking(db):
    ensure_roles()
    return make_section("Banking")


@pytest.fixture
def editor(banking):
    user = User.objects.create_user("editor", "editor@example.com", PASSWORD)
    join_section(user, banking, role=SectionGrant.Role.EDIT)
    return user


def sign_in(visit, user):
    visit.to("/desk/login/")
    visit.page.fill("#id_username", user.get_username())
    visit.page.fill("#id_password", PASSWORD)
    visit.page.get_by_role("button", name="Sign in").click()
    visit.page.wait_for_url("**/desk/")


def released():
    return set(Article.objects.released(clock.now()).values_list("headline", flat=True))


def test_an_editor_opens_a_draft_changes_the_headline_saves_and_publishes(browse, editor, banking):
    draft = make_draft("Harbour toll rises", section=banking)
    with browse(width=1440) as visit:
        sign_in(visit, editor)
        visit.to(f"/desk/articles/edit/{draft.pk}/")
        visit.page.locator("#id_headline").fill("Harbour toll to rise in May")
        visit.page.get_by_role("button", name="Save draft").click()
        expect(visit.page.get_by_role("status").first).to_contain_text("updated")
        assert released() == set()
        visit.page.locator("footer [data-w-dropdown-target=toggle]").click()
        visit.page.get_by_role("button", name="Publish", exact=True).click()
        visit.page.wait_for_url("**/desk/articles/")
        assert released() == {"Harbour toll to rise in May"}
        expect(visit.page.locator(".desk-pill--live")).to_have_text("Live")
        assert visit.complaints == []


def test_the_live_preview_shows_the_readers_page_in_a_frame(browse, editor, banking):
    draft = make_draft("Harbour toll rises", section=banking)
    with browse(width=1440) as visit:
        sign_in(visit, editor)
        visit.to(f"/desk/articles/edit/{draft.pk}/")
        visit.page.get_by_role("button", name="Toggle preview").click()
        frame = visit.page.frame_locator("#w-preview-iframe")
        expect(frame.locator("[data-part=headline]")).to_have_text("Harbour toll rises")
        assert visit.complaints == []


def test_a_kill_in_the_browser_ends_on_its_receipt(browse, editor, banking):
    story = make_article("Bank said to be in talks", section=banking)
    with browse(width=1440) as visit:
        sign_in(visit, editor)
        visit.to(f"/desk/articles/kill/{story.pk}/")
        visit.page.fill("#id_reason", "The source withdrew.")
        visit.page.check("#id_sure")
        visit.page.get_by_role("button", name="Kill this article").click()
        expect(visit.page.locator("[data-desk=receipt]")).to_contain_text("Killed everywhere in")
        assert released() == set()
        assert visit.complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_desks_own_pages_are_accessible_and_never_wider_than_the_screen(
    browse, editor, banking, *, width, dark
):
    story = make_article("Calloway members vote", section=banking)
    addresses = ["", "wire/", f"articles/kill/{story.pk}/", f"articles/correct/{story.pk}/"]
    with browse(width=width, dark=dark) as visit:
        sign_in(visit, editor)
        for address in addresses:
            visit.to(f"/desk/{address}")
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, address
            found = Axe().run(visit.page, context="main", options=WCAG)
            assert found.violations_count == 0, (address, found.generate_report())
        assert visit.complaints == []
