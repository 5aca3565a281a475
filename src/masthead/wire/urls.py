"""The addresses at which machines bring copy, before all of the reader site's."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("wire/hub/<str:token>/", views.hub, name="wire-hub"),
    path("wire/<slug:slug>/", views.receive, name="wire-push"),
]
