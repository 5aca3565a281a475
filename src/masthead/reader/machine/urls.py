"""The addresses of the machine readers; they stand before sections and company pages."""

from __future__ import annotations

from django.urls import path, re_path

from . import api, feeds, health, share, sitemaps, statements

FILE = r"(?P<file>feed\.xml|atom\.xml|feed\.json)$"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"

urlpatterns = [
    re_path(rf"^{FILE}", feeds.feed, name="feed"),
    re_path(rf"^topics/{SLUG}/{FILE}", feeds.feed, {"what": "topic"}, name="topic-feed"),
    re_path(rf"^authors/{SLUG}/{FILE}", feeds.feed, {"what": "author"}, name="author-feed"),
    re_path(rf"^{SLUG}/{FILE}", feeds.feed, {"what": "section"}, name="section-feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-articles-<int:number>.xml", sitemaps.articles, name="sitemap-articles"),
    re_path(r"^sitemap-(?P<name>pages|topics|authors)\.xml$", sitemaps.pages, name="sitemap-pages"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    re_path(r"^news-sitemap-(?P<number>[1-9][0-9]?)\.xml$", sitemaps.news_file, name="news-file"),
    path("share/<int:pk>-<slug:version>.png", share.image, name="share-image"),
    path("robots.txt", statements.robots, name="robots"),
    path("ads.txt", statements.ads, name="ads"),
    path("llms.txt", statements.llms, name="llms"),
    path("<slug:name>.txt", statements.index_key, name="index-key"),
    path("rsl.xml", statements.site_licence, name="site-licence"),
    path("rsl/<int:pk>.xml", statements.article_licence, name="article-licence"),
    path(".well-known/gpc.json", statements.gpc, name="gpc"),
    path(".well-known/tdmrep.json", statements.tdmrep, name="tdmrep"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/openapi.json", api.description, name="api-description"),
    path("api/v1/", api.no_such_resource),
    path("api/v1/", api.addresses()),
    path("api/<path:rest>/", api.no_such_resource),
]
