"""The addresses of the wire room under /desk/wire/."""

from __future__ import annotations

from django.urls import path, re_path

from . import answers, clusters, compare, health, merge, quarantine, routes, views

app_name = "wire"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("live/", views.live, name="live"),
    path("spike/", answers.spike_ticked, name="spike"),
    path("rejected/", quarantine.rejected, name="rejected"),
    path("rejected/<int:pk>/", quarantine.payload, name="payload"),
    path("rejected/<int:pk>/again/", quarantine.again, name="again"),
    path("rejected/<int:pk>/aside/", quarantine.aside, name="aside"),
    path("clusters/<int:pk>/", clusters.cluster, name="cluster"),
    re_path(r"^clusters/(?P<pk>\d+)/(?P<verb>detach|primary)/$", clusters.act, name="cluster_act"),
    path("routes/", routes.index, name="routes"),
    path("routes/add/", routes.edit, name="route_add"),
    path("routes/order/", routes.order, name="routes_order"),
    path("routes/<int:pk>/", routes.edit, name="route_edit"),
    path("routes/<int:pk>/delete/", routes.delete, name="route_delete"),
    re_path(r"^routes/(?P<pk>\d+)/(?P<step>up|down)/$", routes.move, name="route_move"),
    path("health/", health.sources, name="health"),
    path("health/<int:pk>/look/", health.look, name="look"),
    path("<int:pk>/versions/", compare.versions, name="versions"),
    path("<int:pk>/settle/", compare.settle, name="settle"),
    path("<int:pk>/merge/", merge.merge, name="merge"),
    re_path(r"^(?P<pk>\d+)/(?P<verb>kill|release)/$", compare.decide, name="decide"),
    re_path(r"^(?P<pk>\d+)/(?P<verb>take|edit|publish|spike|unspike)/$", answers.act, name="act"),
]
