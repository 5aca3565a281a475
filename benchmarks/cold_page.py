"""An article page that is in no cache, against the same content on a plain Wagtail page (`peer/`):
Django's whole stack in one process each, no page cache, in turns, medians of processor time.

Floors: 6 times the peer's pages a second, and 150 pages a second a core. A page whose body has
never been set before is measured as well. PAGES and ROUNDS change the sizes."""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from http import HTTPStatus
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGES = int(os.environ.get("PAGES", "100"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
FLOOR_RATIO, FLOOR_RATE = 6.0, 150
MASTHEAD = [sys.executable, "-c", "from masthead.ops.cli import main; main()"]
SECTIONS = ("Banking", "Finance", "Trading", "Technology")
TOPICS = ("Credit", "Freight", "Currencies", "Insurance", "Payments", "Commodities")
AUTHORS = ("Ada Norwood", "Benedict Crane", "Clara Whitlock")
PICTURES, PORTRAIT = 4, (400, 500)
FIRST_POSTED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
Ask = Callable[[str], bytes]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        site = Path(name) / "site"
        subprocess.run([*MASTHEAD, "new", site, "--title", "Bench"], check=True, **quiet)
        ours, theirs = start(masthead, site), start(peer, Path(name) / "peer")
        first = ask(ours)
        ask(theirs)
        time.sleep(2)  # the bodies are written down
        rounds = [(ask(ours), ask(theirs)) for _ in range(ROUNDS)]
        for end in (ours, theirs):
            end.send(False)
    report(first, *(statistics.median(one) for one in zip(*rounds, strict=True)))


def report(first: float, ours: float, theirs: float) -> None:
    print(f"plain Wagtail page           {theirs * 1000:6.2f} ms  {1 / theirs:5.0f} pages/s a core")
    print(f"masthead, body never set     {first * 1000:6.2f} ms  {1 / first:5.0f} pages/s a core")
    print(f"masthead                     {ours * 1000:6.2f} ms  {1 / ours:5.0f} pages/s a core")
    ratio, rate = theirs / ours, 1 / ours
    print(f"ratio {ratio:.1f} (floor {FLOOR_RATIO:g}), {rate:.0f} pages/s (floor {FLOOR_RATE})")
    if ratio < FLOOR_RATIO or rate < FLOOR_RATE:
        sys.exit("a cold page costs more than promised")


def start(build: Callable[[Path], tuple[Ask, list[str]]], folder: Path) -> Connection:
    """A process of its own that builds the site and waits to be asked."""
    spawn = get_context("spawn")
    here, there = spawn.Pipe()
    spawn.Process(target=serve, args=(build, folder, there), daemon=True).start()
    return here


def ask(end: Connection) -> float:
    """The seconds of processor time that a page took in one round of all pages."""
    end.send(True)
    return float(end.recv())


def serve(build: Callable[[Path], tuple[Ask, list[str]]], folder: Path, end: Connection) -> None:
    answer, paths = build(folder)
    answer(paths[-1])  # modules and templates are loaded
    while end.recv():
        begun = time.process_time()
        for path in paths[:-1]:
            answer(path)
        end.send((time.process_time() - begun) / (len(paths) - 1))


def asking(words: dict[str, bytes]) -> Ask:
    """Asks Django by WSGI, as a server does, and looks whether the page holds its words."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def answer(path: str) -> bytes:
        started: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        response = application(environ, lambda *said: started.extend(said))
        page = b"".join(response)
        response.close()
        if not started[0].startswith(str(HTTPStatus.OK.value)) or words[path] not in page:
            sys.exit(f"{path} answered {started[0]}, or without its words")
        return page

    return answer


# --- The same content for both ---------------------------------------------------------------


def pieces() -> Iterator[tuple[int, Any, list[dict[str, Any]]]]:
    """Number, words and body of each article; the pictures of a body are told by number."""
    from masthead.ops.plausible import piece

    for number in range(PAGES + 1):
        one = piece(7, number)
        texts = [f"<p>{escape(words, quote=False)}</p>" for words in one.paragraphs]
        link = '<p>The <a href="https://example.com/report">report</a> is <b>public</b>.</p>'
        yield (
            number,
            one,
            [
                block("text", "".join(texts[:2]) + link),
                block("heading", {"text": "What happens next", "level": "h2"}),
                block("text", "".join(texts[2:])),
                block("image", image(number)),
                block(
                    "quote", {"text": texts[0][3:90], "attribution": "G. Marlowe", "role": "Chair"}
                ),
                block("table", table()),
                block("text", "".join(texts) + link),
                block(
                    "factbox", {"title": "In short", "body": "<ul><li>One</li><li>Two</li></ul>"}
                ),
            ],
        )


def block(name: str, value: object) -> dict[str, Any]:
    return {"type": name, "value": value}


def image(number: int) -> dict[str, Any]:
    said = {"alt": "The quay", "caption": "Berth 4 at noon", "credit": "Ours"}
    return {"image": number % PICTURES, **said}


def table() -> dict[str, Any]:
    rows = [[f"Bank {row}", f"{row * 31}", f"{row}%"] for row in range(1, 7)]
    return {
        "data": [["Bank", "Assets", "Change"], *rows],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": "Assets in billions",
    }


def with_pictures(body: list[dict[str, Any]], ids: list[int]) -> list[dict[str, Any]]:
    return [
        block("image", {**one["value"], "image": ids[one["value"]["image"]]})
        if one["type"] == "image"
        else one
        for one in body
    ]


def picture_file(number: int, size: tuple[int, int] = (1000, 667)) -> Any:
    from django.core.files.images import ImageFile
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", size, (number * 30 % 255, 90, 140)).save(buffer, "JPEG")
    return ImageFile(io.BytesIO(buffer.getvalue()), name=f"picture-{number}.jpg")


# --- Masthead --------------------------------------------------------------------------------


def masthead(folder: Path) -> tuple[Ask, list[str]]:
    os.environ["MASTHEAD_SITE"] = str(folder)
    from masthead.ops.boot import boot

    boot()
    from masthead.content import services
    from masthead.content.models import Author, Picture, Section, Topic
    from masthead.delivery import followers, memo, page_keys

    pictures = [
        Picture.objects.create(title=f"Picture {n}", file=picture_file(n)) for n in range(PICTURES)
    ]
    authors = [author_of_ours(Author, Picture, name) for name in AUTHORS]
    topics = [Topic.objects.create(name=name, slug=name.lower()) for name in TOPICS]
    sections = list(Section.objects.all()[: len(SECTIONS)])
    words = {}
    for number, one, body in pieces():
        article = services.create_article(
            section=sections[number % len(sections)],
            headline=f"{one.headline} {number}",
            by="bench",
            summary=one.summary,
            dateline=one.dateline,
            lead_image=pictures[number % PICTURES],
            authors=[authors[number % len(AUTHORS)]],
            topics=[topics[number % len(TOPICS)], topics[(number + 2) % len(TOPICS)]],
            body=with_pictures(body, [one.pk for one in pictures]),
        )
        posted = FIRST_POSTED + timedelta(hours=number)
        services.publish_article(article, by="bench", dated=posted)
        article.refresh_from_db()
        words[article.url] = escape(one.paragraphs[-1], quote=False).encode()
    followers.run_all()
    memo.use(memo.Memo(page_keys.table()))
    return asking(words), list(words)


def author_of_ours(author: Any, picture: Any, name: str) -> Any:
    portrait = picture.objects.create(title=name, file=picture_file(len(name), PORTRAIT))
    slug = name.lower().replace(" ", "-")
    return author.objects.create(name=name, slug=slug, role="Reporter", portrait=portrait)


# --- The peer --------------------------------------------------------------------------------


def peer(folder: Path) -> tuple[Ask, list[str]]:
    folder.mkdir()
    sys.path.insert(0, str(HERE))
    import django
    from django.conf import settings

    settings.configure(**peer_settings(folder))
    django.setup()
    from django.core.management import call_command

    call_command("makemigrations", "peer", verbosity=0)
    call_command("migrate", verbosity=0)
    words = fill_peer()
    return asking(words), list(words)


def peer_settings(folder: Path) -> dict[str, Any]:
    """As `wagtail start` writes them, with Masthead's own settings of SQLite."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
    wagtail = ("users", "snippets", "documents", "images", "search", "admin", "sites", "embeds")
    contrib = ("auth", "contenttypes", "sessions", "messages", "staticfiles")
    return {
        "SECRET_KEY": "bench",
        "ALLOWED_HOSTS": ["127.0.0.1"],
        "ROOT_URLCONF": "peer.urls",
        "USE_TZ": True,
        "STATIC_URL": "/static/",
        "MEDIA_ROOT": folder / "media",
        "MEDIA_URL": "/media/",
        "MIGRATION_MODULES": {"peer": migrations_in(folder)},
        "INSTALLED_APPS": [
            "peer.apps.PeerConfig",
            "wagtail.contrib.redirects",
            "wagtail.contrib.table_block",
            *(f"wagtail.{name}" for name in wagtail),
            "wagtail",
            "modelcluster",
            "taggit",
            *(f"django.contrib.{name}" for name in contrib),
        ],
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django.middleware.security.SecurityMiddleware",
            "wagtail.contrib.redirects.middleware.RedirectMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "peer.sqlite3",
                "CONN_MAX_AGE": None,
                "OPTIONS": {"init_command": pragmas},
            }
        },
        "WAGTAILADMIN_BASE_URL": "http://127.0.0.1",
        "WAGTAIL_SITE_NAME": "Bench",
    }


def migrations_in(folder: Path) -> str:
    """A package in the temporary folder: the peer's tables are made for one run."""
    package = folder / "peer_migrations"
    package.mkdir()
    (package / "__init__.py").touch()
    sys.path.insert(0, str(folder))
    return package.name


def fill_peer() -> dict[str, bytes]:
    from wagtail.images.models import Image
    from wagtail.models import Page, Site

    from peer.models import ArticlePage, Author, HomePage, SectionPage, Topic

    pictures = [
        Image.objects.create(title=f"Picture {n}", file=picture_file(n)) for n in range(PICTURES)
    ]
    portraits = [
        Image.objects.create(title=n, file=picture_file(len(n), PORTRAIT)) for n in AUTHORS
    ]
    authors = [
        Author.objects.create(name=name, role="Reporter", portrait=portrait)
        for name, portrait in zip(AUTHORS, portraits, strict=True)
    ]
    topics = [Topic.objects.create(name=name) for name in TOPICS]
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Bench", slug="bench"))
    Site.objects.update(root_page=home, hostname="127.0.0.1", is_default_site=True)
    sections = [
        home.add_child(instance=SectionPage(title=name, slug=name.lower(), show_in_menus=True))
        for name in SECTIONS
    ]
    words = {}
    for number, one, body in pieces():
        section = sections[number % len(sections)]
        page = ArticlePage(
            title=f"{one.headline} {number}",
            slug=f"article-{number}",
            summary=one.summary,
            dateline=one.dateline,
            posted=FIRST_POSTED + timedelta(hours=number),
            lead_image=pictures[number % PICTURES],
        )
        raw = with_pictures(body, [one.pk for one in pictures])
        page.body = page.body.stream_block.to_python(raw)
        page.authors = [authors[number % len(AUTHORS)]]
        page.topics = [topics[number % len(TOPICS)], topics[(number + 2) % len(TOPICS)]]
        section.add_child(instance=page)
        words[f"/{section.slug}/{page.slug}/"] = escape(one.paragraphs[-1], quote=False).encode()
    return words


if __name__ == "__main__":
    os.environ.setdefault("MASTHEAD_LOG_LEVEL", "ERROR")
    main()
