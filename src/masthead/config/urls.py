"""Every address of the site: the desk, machines, then the reader site, which comes last."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler400 = "masthead.reader.views.errors.bad_request"
handler404 = "masthead.reader.views.errors.not_found"
handler500 = "masthead.reader.views.errors.server_error"

urlpatterns = [
    path("desk/documents/", include(wagtaildocs_urls)),
    path("desk/", include("masthead.desk.urls")),
    path("desk/", include(wagtailadmin_urls)),
    path("", include("masthead.delivery.outgoing.urls")),
    path("", include("masthead.wire.urls")),
    path("", include("masthead.reader.urls")),
]
