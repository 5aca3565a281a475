"""The reader's addresses (design §9). Fixed names stand before sections and company pages."""

from django.urls import include, path, register_converter

from .views import article, company, enquiries, filed, files, fronts, home, pictures, site

app_name = "reader"


class RatioConverter:
    regex = "16x9|3x2|1x1|4x5|full"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(RatioConverter, "ratio")

urlpatterns = [
    path("", home.home, name="home"),
    path("latest/", fronts.latest, name="latest"),
    path("top-stories/", fronts.top, name="top-stories"),
    path("videos/", fronts.videos, name="videos"),
    path("interviews/", fronts.interviews, name="interviews"),
    path("research-reports/", fronts.research_reports, name="research-reports"),
    path("press-releases/", fronts.press_releases, name="press-releases"),
    path("topics/", filed.topics, name="topics"),
    path("topics/<slug:slug>/", filed.topic, name="topic"),
    path("authors/", filed.authors, name="authors"),
    path("authors/<slug:slug>/", filed.author, name="author"),
    path("stories/<slug:slug>/", filed.story, name="story"),
    path("corrections/", filed.corrections, name="corrections"),
    path("enquiries/", enquiries.enquire, name="enquiries"),
    path("enquiries/sent/", enquiries.sent, name="enquiry-sent"),
    path("contact/sent/", company.sent, name="contact-sent"),
    path(
        "pictures/<int:pk>-<slug:version>/<ratio:ratio>-<int:width>.<slug:suffix>",
        pictures.picture,
        name="picture",
    ),
    path("files/<int:pk>/<str:name>", files.file, name="file"),
    path("site-<slug:digest>.css", site.style, name="stylesheet"),
    path("brand.css", site.brand, name="brand"),
    path("favicon.svg", site.favicon, name="favicon"),
    path("", include("masthead.reader.machine.urls")),
    path("<slug:slug>/", fronts.section_or_page, name="section"),
    path("<slug:section>/<slug:slug>/", article.article, name="article"),
]
