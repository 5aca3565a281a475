"""Company pages in the desk: the preview is the very page, and "view live" leads to it."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from wagtail.models import Page, Site

from masthead.content.models import CompanyPage, SiteRoot

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    root = Page.get_first_root_node().add_child(instance=SiteRoot(title="Site", slug="site"))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=root, is_default_site=True)
    body = [{"type": "text", "value": "<p>We report on harbours.</p>"}]
    return root.add_child(instance=CompanyPage(title="About us", slug="about", body=body))


def test_the_preview_of_a_company_page_is_the_page_that_readers_get(about, client):
    request = RequestFactory().get("/desk/")
    shown = about.make_preview_request(request).render().content.decode()
    assert "We report on harbours." in shown
    assert 'data-part="footer"' in shown
    assert "We report on harbours." in client.get("/about/").content.decode()


def test_view_live_leads_to_the_address_of_the_reader_site(about):
    assert about.get_url_parts()[2] == "/about/"
    assert about.full_url.endswith("/about/")
