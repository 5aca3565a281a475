"""The reader's pages in a browser: accessible at every width and scheme, within the policy."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from wagtail.models import Page

from factories.content import (
    make_article,
    make_author,
    make_picture,
    make_section,
    make_story,
    make_topic,
    text_block,
)
from masthead.content import services
from masthead.content.models import CompanyPage, ContactPage, FAQPage, SiteRoot, SiteSettings

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
]

CHART = {
    "title": "Policy rate",
    "kind": "bar",
    "unit": "%",
    "csv": ",Rate,Forecast\nJan,4.5,4.5\nFeb,4.25,4.5\nMar,-0.5,0",
    "source": "Northern Reserve Bank",
    "note": "",
}
TABLE = {
    "data": [["Bank", "Assets"], ["Ardentis", "120"]],
    "first_row_is_table_header": True,
    "first_col_is_header": True,
    "table_caption": "Assets in billions",
}
OFFER = {
    "merchant": "Foundry Bank",
    "title": "Open an account",
    "text": "No monthly fee.",
    "url": "https://foundry.example/",
    "terms": "18 and over.",
}
FORM = {
    "title": "Ask for the report",
    "recipient": "Foundry Bank",
    "recipient_email": "leads@foundry.example",
    "purpose": "to send you the report",
    "consent": "I agree that my answer goes to Foundry Bank.",
}
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def make_company_pages() -> None:
    top = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    root = SiteRoot.objects.first() or top.add_child(instance=SiteRoot(title="Site", slug="site"))
    root.add_child(instance=CompanyPage(title="About us", slug="about", summary="Who we are."))
    root.add_child(instance=ContactPage(title="Contact us", slug="contact"))
    question = {"question": "Who owns you?", "answer": "<p>A family.</p>"}
    faq = FAQPage(title="FAQ", slug="faq", questions=[("question", question)])
    root.add_child(instance=faq)


@pytest.fixture
def paths(live_server) -> tuple[str, ...]:
    """A paper that shows every kind of page; their paths."""
    face = SiteSettings.load()
    face.title, face.strapline = "Harbour & Exchange", "Banking and trade, reported daily"
    face.disclosure = "Some of what we publish is paid for, and says so."
    face.save()
    make_company_pages()
    banking, trading = make_section("Banking", description="Lenders."), make_section("Trading")
    author = make_author("Imogen Farrow", role="Editor", portrait=make_picture("A face"))
    topic, story, picture = make_topic("Mergers"), make_story("The merger"), make_picture()
    blocks = [
        text_block(),
        {"type": "heading", "value": {"text": "The vote", "level": "h2"}},
        {"type": "chart", "value": CHART},
        {"type": "table", "value": TABLE},
        {"type": "quote", "value": {"text": "We won.", "attribution": "G. Marlowe", "role": ""}},
        {"type": "factbox", "value": {"title": "In short", "body": "<p>Three dates.</p>"}},
        {"type": "offer", "value": OFFER},
        {"type": "lead_form", "value": FORM, "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"},
        {"type": "embed", "value": {"url": "https://v.example/", "title": "Film", "provider": ""}},
    ]
    kinds = ("news", "analysis", "opinion", "interview", "video", "press_release", "news")
    for number, kind in enumerate(kinds * 2):
        make_article(
            f"Lender number {number} agrees terms",
            section=(banking, trading)[number % 2],
            kind=kind,
            authors=[author],
            lead_image=picture if number % 3 else None,
        )
    make_article("Paid for", section=banking, origin="commissioned", provider="Foundry Bank")
    rich = make_article(
        "Everything an article can hold",
        section=banking,
        authors=[author],
        topics=[topic],
        story=story,
        lead_image=picture,
        dateline="HALDEN",
        body=blocks,
        credit_line="Meridian News Agency",
    )
    services.correct_article(rich, by="test", note="The vote was on Monday.")
    killed = make_article("Withdrawn", section=banking)
    services.kill_article(killed, by="test", reason="legal")
    return (
        *("/", "/banking/", rich.url, "/latest/", "/top-stories/", "/videos/", "/interviews/"),
        *("/research-reports/", "/press-releases/", "/topics/", topic.url, "/authors/"),
        *(author.url, story.url, "/corrections/", "/about/", "/contact/", "/faq/"),
        *("/nowhere/", killed.url),
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing_on_any_page(browse, paths, width, dark):
    found = []
    with browse(width=width, dark=dark) as visit:
        for path in paths:
            visit.to(path)
            violations = Axe().run(visit.page, options=WCAG).response["violations"]
            found += [
                (path, one["id"], node["html"][:160], node["failureSummary"][-160:])
                for one in violations
                for node in one["nodes"]
            ]
    assert found == []


def test_pages_stay_within_the_policy_and_the_origin(browse, paths):
    answered = [path for path in paths if path not in {"/nowhere/", paths[-1]}]
    with browse() as visit:
        for path in answered:
            visit.to(path)
            visit.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        visit.page.wait_for_load_state("networkidle")
    assert visit.complaints == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_scrolls_sideways(browse, paths, width):
    wide = []
    with browse(width=width) as visit:
        for path in paths:
            visit.to(path)
            across = visit.page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                wide.append((path, across))
    assert wide == []


def test_skip_link_comes_first_and_focus_is_seen(browse, paths):
    with browse() as visit:
        visit.to(paths[2])
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.textContent") == "Skip to the main text"
        for _ in range(25):
            visit.page.keyboard.press("Tab")
            style = visit.page.evaluate(
                "(() => { const one = document.activeElement;"
                " const look = [one, null].includes(one) && getComputedStyle(one).outlineStyle;"
                " const after = getComputedStyle(one, '::after').outlineStyle;"
                " return look === 'none' ? after : look })()"
            )
            assert style != "none", visit.page.evaluate("document.activeElement.outerHTML")


def test_menu_and_figures_open_without_javascript(browse, paths):
    with browse(javascript=False) as visit:
        visit.to(paths[2])
        visit.page.get_by_text("All sections").click()
        assert visit.page.locator(".menu__panel a", has_text="Corrections").is_visible()
        visit.page.keyboard.press("Escape")
        visit.to(paths[2])
        visit.page.get_by_text("The figures as a table").click()
        assert visit.page.locator("td", has_text="4.25").first.is_visible()


def test_letter_can_be_sent_without_javascript(browse, paths):
    with browse(javascript=False) as visit:
        visit.to("/contact/")
        visit.page.get_by_label("Your name").fill("Ada Reader")
        visit.page.get_by_label("Your e-mail address").fill("ada@example.com")
        visit.page.get_by_label("Subject").fill("A figure")
        visit.page.get_by_label("Your message").fill("It looks wrong.")
        visit.page.get_by_role("button", name="Send message").click()
        assert visit.page.url.endswith("/contact/sent/")


def test_boxes_of_pictures_do_not_move_the_page(browse, paths):
    with browse() as visit:
        visit.page.add_init_script(
            "window.moved = 0; new PerformanceObserver(list => {"
            " for (const one of list.getEntries())"
            " if (!one.hadRecentInput) window.moved += one.value })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        for path in paths[:3]:
            visit.to(path)
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.evaluate("window.moved") <= 0.05, path
