"""The wire room before an editor: copy that comes in by itself, answers by key, and a list that
does not jump under the hand.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from factories.content import make_section
from factories.wire import g2, make_source, send
from masthead.accounts.models import User
from masthead.content.models import Article, SectionGrant
from masthead.core import clock
from masthead.desk.setup import ensure_roles, join_section
from masthead.wire import services
from masthead.wire.models import Item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
BY_ITSELF = 40_000  # milliseconds: a server that can't hold the line is asked each five seconds


@pytest.fixture
def source(db):
    ensure_roles()
    return make_source("meridian", auto_publish=False, default_section=make_section("Banking"))


@pytest.fixture
def editor(source):
    user = User.objects.create_user("editor", "editor@example.com", "a long password")
    join_section(user, source.default_section, role=SectionGrant.Role.EDIT)
    return user


def came(source, *names, **said):
    for name in names:
        send(source, g2(f"urn:newsml:meridian.example:{name}", headline=f"Copy {name}", **said))


def sit_down(visit, user, path="/desk/wire/"):
    """The person's session, without the way through the login page."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    visit.page.context.add_cookies([cookie | {"url": visit.origin}])
    visit.to(path)


def row(visit, name):
    return visit.page.locator("li[data-item]", has=visit.page.get_by_role("heading", name=name))


def focused(visit):
    """The headline of the row that the focus is in."""
    return visit.page.evaluate(
        "document.activeElement.closest('li[data-item]')?.querySelector('h2').textContent ?? ''"
    )


def released():
    return set(Article.objects.released(clock.now()).values_list("headline", flat=True))


def state_of(name):
    return Item.objects.get(headline=f"Copy {name}").state


def test_copy_that_comes_in_shows_itself_without_a_reload(browse, source, editor):
    came(source, "one")
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        expect(row(visit, "Copy one")).to_be_visible()
        visit.page.evaluate("window.stillHere = true")
        came(source, "two")
        expect(row(visit, "Copy two")).to_be_visible(timeout=BY_ITSELF)
        expect(row(visit, "Copy two").get_by_text("New", exact=True)).to_be_visible()
        expect(visit.page.locator("[data-wire-says]")).to_have_text("1 new item: Copy two")
        assert visit.page.evaluate("window.stillHere")
        assert visit.complaints == []


def test_an_editor_takes_publishes_and_spikes_by_key_and_undoes_it(browse, source, editor):
    came(source, "one", "two", "three", "four")
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        press = visit.page.keyboard.press
        note = visit.page.locator("[data-wire-note]")
        press("j")
        press("j")
        assert focused(visit) == "Copy three"
        press("t")
        expect(note).to_contain_text("“Copy three” is a draft of the desk now.")
        expect(row(visit, "Copy three")).to_have_count(0)
        assert focused(visit) == "Copy two"
        press("p")
        expect(row(visit, "Copy two")).to_be_visible()
        assert released() == set(), "the first p only points at the button"
        press("p")
        expect(note).to_contain_text("“Copy two” is published.")
        assert released() == {"Copy two"}
        assert focused(visit) == "Copy one"
        press("s")
        expect(note).to_contain_text("“Copy one” is spiked.")
        press("u")
        expect(note).to_contain_text("“Copy one” is back in the inbox.")
        expect(row(visit, "Copy one")).to_be_visible()
        expect(row(visit, "Copy four")).to_be_visible()
        assert visit.complaints == []
    assert [state_of(name) for name in ("one", "two", "three")] == ["inbox", "released", "taken"]


def test_new_copy_waits_while_the_reader_is_at_a_row_and_comes_when_asked_for(
    browse, source, editor
):
    came(source, "one", "two", "three")
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        visit.page.keyboard.press("j")
        visit.page.keyboard.press("j")
        visit.page.keyboard.press("Enter")
        before = row(visit, "Copy two").bounding_box()
        came(source, "four", "five")
        more = visit.page.get_by_role("button", name="Show 2 new items")
        expect(more).to_be_visible(timeout=BY_ITSELF)
        assert row(visit, "Copy two").bounding_box() == before, "nothing jumps under the hand"
        assert focused(visit) == "Copy two"
        visit.page.keyboard.press("n")
        expect(row(visit, "Copy four")).to_be_visible()
        assert focused(visit) == "Copy five"
        expect(row(visit, "Copy two").locator("details")).to_have_attribute("open", "")
        assert visit.complaints == []


def test_a_row_that_somebody_else_answers_stays_under_the_hand_and_can_not_be_answered(
    browse, source, editor
):
    came(source, "one", "two", "three")
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        visit.page.keyboard.press("j")
        visit.page.keyboard.press("j")
        for name in ("two", "one"):
            services.spike_item(Item.objects.get(headline=f"Copy {name}"), by="somebody")
        mark = row(visit, "Copy two").get_by_text("No longer in this list")
        expect(mark).to_be_visible(timeout=BY_ITSELF)
        expect(row(visit, "Copy two").locator('[data-verb="publish"]')).to_be_disabled()
        assert focused(visit) == "Copy two"
        assert visit.complaints == []


def test_ticked_rows_are_spiked_together(browse, source, editor):
    came(source, "one", "two", "three")
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        for key in "jxjx":
            visit.page.keyboard.press(key)
        visit.page.get_by_role("button", name="Spike what is ticked").click()
        expect(visit.page.locator("[data-wire-note]")).to_contain_text("2 items are spiked.")
        assert focused(visit) == "Copy one"
        assert visit.complaints == []
    assert [state_of(name) for name in ("one", "two", "three")] == ["inbox", "spiked", "spiked"]


def test_keys_do_nothing_while_one_types_and_can_be_switched_off(browse, source, editor):
    came(source, "one")
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        press = visit.page.keyboard.press
        press("/")
        visit.page.keyboard.type("stjp")
        expect(visit.page.locator("#id_q")).to_have_value("stjp")
        press("Escape")
        press("?")
        visit.page.get_by_label("Keys work on this device").uncheck()
        press("Escape")
        visit.to("/desk/wire/")
        press("j")
        assert focused(visit) == ""
        row(visit, "Copy one").locator("summary").focus()
        press("s")
        press("Enter")
        expect(row(visit, "Copy one").locator("details")).to_have_attribute("open", "")
        assert visit.complaints == []
    assert state_of("one") == "inbox"


def test_an_embargo_counts_down_before_the_editors_eyes(browse, source, editor):
    until = clock.now() + timedelta(hours=2, minutes=30)
    came(source, "one", embargoed=until.isoformat())
    with browse(width=1440) as visit:
        sit_down(visit, editor)
        countdown = row(visit, "Copy one").locator("time[data-wire-until]")
        expect(countdown).to_contain_text("in 2 h 2")
        assert visit.complaints == []


def test_without_javascript_the_room_is_whole(browse, source, editor):
    came(source, "one", "two")
    with browse(width=1440, javascript=False) as visit:
        sit_down(visit, editor)
        visit.page.locator("#id_q").fill("one")
        visit.page.get_by_role("button", name="Show", exact=True).click()
        expect(row(visit, "Copy two")).to_have_count(0)
        row(visit, "Copy one").locator("summary").click()
        expect(row(visit, "Copy one").locator(".wire-copy")).to_contain_text("raised its toll")
        row(visit, "Copy one").get_by_role("button", name="Take").click()
        visit.page.wait_for_url("**/desk/wire/?q=one**")
        expect(visit.page.get_by_text("Nothing waits.")).to_be_visible()
        visit.page.goto(visit.origin + "/desk/wire/")
        row(visit, "Copy two").get_by_role("checkbox").check(force=True)
        visit.page.get_by_role("button", name="Spike what is ticked").click()
        expect(row(visit, "Copy two")).to_have_count(0)
    assert [state_of(name) for name in ("one", "two")] == ["taken", "spiked"]


@pytest.mark.parametrize(
    ("width", "dark"), [(360, False), (768, True), (1440, False), (1440, True)]
)
def test_the_room_is_accessible_full_open_and_with_its_help(browse, source, editor, width, dark):
    long = "KESTREL-PAYMENTS-FULL-YEAR-RESULTS-" * 3
    came(source, "one", slugline=long, ed_note="Corrects the second paragraph.")
    came(source, "one", slugline=long, version=2, signal="correction")
    came(source, "two", embargoed="2100-01-01T00:00:00+00:00")
    came(source, "three", status="withheld")
    with browse(width=width, dark=dark) as visit:
        sit_down(visit, editor)
        visit.page.keyboard.press("j")
        visit.page.keyboard.press("Enter")
        visit.page.keyboard.press("x")
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.evaluate("document.querySelector('main').scrollWidth") <= width
        for _ in range(2):
            found = Axe().run(visit.page, context="main", options=WCAG)
            assert found.violations_count == 0, found.generate_report()
            visit.page.keyboard.press("?")
        assert visit.complaints == []
