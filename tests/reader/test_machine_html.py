"""Every type of page by the Nu checker of the W3C, where Java and its jar are: `npm install
vnu-jar` somewhere, and name the jar in `MASTHEAD_VNU`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from factories.content import make_article, text_block
from masthead.content import services
from masthead.content.kinds import Kind, Origin
from masthead.content.models import CompanyPage, ContactPage, FAQPage, SiteRoot

JAR = Path(os.environ.get("MASTHEAD_VNU", "vnu.jar"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (JAR.is_file() and shutil.which("java")), reason="no Java, or no jar in MASTHEAD_VNU"
    ),
]


@pytest.fixture
def paths(paper):
    """The address of a page of every type."""
    root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
    root.add_child(instance=CompanyPage(title="About us", slug="about"))
    root.add_child(instance=ContactPage(title="Contact", slug="contact"))
    pair = {"question": "Who pays?", "answer": "<p>Readers.</p>"}
    questions = [{"type": "question", "value": pair}]
    root.add_child(instance=FAQPage(title="FAQ", slug="faq", questions=questions))
    film = get_document_model().objects.create(
        title="Cranes", file=ContentFile(b"film", name="cranes.webm")
    )
    section = paper.banking
    video = {"title": "Cranes", "file": film.pk, "poster": paper.picture.pk}
    numbers = {"title": "Rates", "csv": "Year,Rate\n2025,4\n2026,3"}
    found = [
        make_article(section=section, kind=Kind.VIDEO, body=[{"type": "video", "value": video}]),
        make_article(section=section, body=[text_block(), {"type": "chart", "value": numbers}]),
        make_article(section=section, origin=Origin.COMMISSIONED, provider="Ardentis"),
        make_article(section=section, kind=Kind.PRESS_RELEASE, origin=Origin.CONTRIBUTED),
        make_article(section=section, kind=Kind.INTERVIEW, story=None),
    ]
    services.correct_article(paper.article, note="It was Tuesday.", by="test")
    lists = ("latest", "top-stories", "videos", "interviews", "research-reports", "press-releases")
    named = (*lists, "topics", "authors", "corrections", "about", "contact", "faq", "nowhere")
    return (
        *("/", "/banking/", "/topics/mergers/", paper.author.url, paper.article.url),
        *(f"/{name}/" for name in named),
        *(article.url for article in found),
    )


def test_every_type_of_page_is_valid_html(client, paths, tmp_path):
    for number, path in enumerate(paths):
        page = tmp_path / f"{number}.html"
        page.write_bytes(client.get(path).content)
    told = subprocess.run(
        [
            shutil.which("java"),
            "-jar",
            JAR,
            "--errors-only",
            "--format",
            "json",
            *tmp_path.iterdir(),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    faults = [
        f"{paths[int(Path(one['url']).stem)]}: {one['message']}"
        for one in json.loads(told.stderr)["messages"]
    ]
    assert faults == []
