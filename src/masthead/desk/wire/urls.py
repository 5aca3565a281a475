"""The addresses of the wire room under /desk/wire/."""

from __future__ import annotations

from django.urls import path, re_path

from . import answers, health, quarantine, views

app_name = "wire"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("live/", views.live, name="live"),
    path("spike/", answers.spike_ticked, name="spike"),
    path("rejected/", quarantine.rejected, name="rejected"),
    path("rejected/<int:pk>/", quarantine.payload, name="payload"),
    path("rejected/<int:pk>/again/", quarantine.again, name="again"),
    path("rejected/<int:pk>/aside/", quarantine.aside, name="aside"),
    path("health/", health.sources, name="health"),
    path("health/<int:pk>/look/", health.look, name="look"),
    re_path(r"^(?P<pk>\d+)/(?P<verb>take|edit|publish|spike|unspike)/$", answers.act, name="act"),
]
