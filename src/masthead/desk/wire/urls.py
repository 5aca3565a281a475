"""The addresses of the wire room under /desk/wire/."""

from __future__ import annotations

from django.urls import path, re_path

from . import views

app_name = "wire"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("rejected/", views.rejected, name="rejected"),
    path("rejected/<int:pk>/", views.payload, name="payload"),
    re_path(r"^(?P<pk>\d+)/(?P<verb>take|edit|publish|spike|unspike)/$", views.act, name="act"),
]
