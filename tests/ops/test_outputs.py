"""The outputs in `masthead.toml`: what is wrong is named with its mend, and no secret is shown."""

from __future__ import annotations

import json

import pytest

from factories.content import make_article
from masthead.delivery import followers
from masthead.delivery.outgoing import conf
from masthead.ops import site, verbs

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def load(tmp_path, monkeypatch):
    monkeypatch.setenv("MASTHEAD_SITE", str(tmp_path))

    def read(text):
        (tmp_path / "masthead.toml").write_text(text)
        return site.load(tmp_path)

    return read


def test_a_site_that_names_no_output_has_none(load, settings):
    settings.MASTHEAD_OUTGOING = load("").outgoing()
    outputs = conf.read()
    assert (outputs.purge, outputs.hubs, outputs.indexnow, outputs.webhooks) == (None, (), None, ())


def test_what_the_file_says_is_what_delivery_reads(load, settings):
    settings.MASTHEAD_OUTGOING = load(
        f"""
        [purge]
        kind = "fastly"
        service = "SU1"
        token = "hush"
        [websub]
        hubs = ["https://hub.example/"]
        [indexnow]
        key = "a1b2c3d4"
        [[webhooks]]
        name = "acme"
        url = "https://acme.example/hook"
        secret = "{SECRET}"
        events = ["article.killed"]
        """
    ).outgoing()
    outputs = conf.read()
    assert outputs.purge == conf.PurgeTo(
        "fastly", ("https://api.fastly.com",), service="SU1", token="hush"
    )
    assert outputs.hubs == ("https://hub.example/",)
    assert outputs.indexnow == conf.IndexNowTo("a1b2c3d4", "https://api.indexnow.org/indexnow")
    [endpoint] = outputs.webhooks
    assert (endpoint.name, endpoint.events) == ("acme", ("article.killed",))
    assert "hush" not in repr(outputs)
    assert SECRET not in repr(outputs)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[purge]\nkind = "fastly"\ntoken = "hush"', "fastly needs `service` and `token`"),
        ('[purge]\nkind = "varnish"', "varnish needs `nodes`"),
        ('[purge]\nkind = "akamai"\ntoken = "hush"', "purge.kind"),
        ('[purge]\nkind = "nginx"\nnodes = ["10.0.0.1:80"]', "purge.nodes.0"),
        ('[websub]\nhubs = ["ftp://hub.example/"]', "websub.hubs.0"),
        ('[indexnow]\nkey = "short"', "indexnow.key"),
        ('[indexnow]\nkey = "with space in it"', "indexnow.key"),
        ('[[webhooks]]\nname = "a"\nsecret = "hush"', "webhooks.0.url"),
        (
            '[[webhooks]]\nname = "a"\nurl = "https://a.example/"\nsecret = "whsec_hush"',
            "write whsec_ and 24 to 64 random bytes in base64",
        ),
        (
            f'[[webhooks]]\nname = "a"\nurl = "https://a.example/"\nsecret = "{SECRET}"\n' * 2,
            "two webhooks are named 'a'",
        ),
        (
            f'[[webhooks]]\nname = "a"\nurl = "https://u:hush@a.example/"\nsecret = "{SECRET}"',
            "webhooks.0.url",
        ),
    ],
)
def test_what_is_wrong_is_named_and_no_secret_is_shown(load, text, said):
    with pytest.raises(site.SiteError) as refusal:
        load(text)
    assert said in str(refusal.value)
    assert "hush" not in str(refusal.value)
    assert SECRET not in str(refusal.value)


@pytest.mark.django_db
def test_a_follower_that_stopped_is_shown_with_its_mend_and_resumed(masthead, monkeypatch):
    def refuse(changes):
        raise followers.StopError("acme answered 410: it wants no more messages")

    make_article()
    monkeypatch.setattr(followers, "_followers", {})
    followers.register(followers.Follower("webhook:acme", "tells acme", refuse))
    followers.run_all()
    assert "run `masthead resume webhook:acme`" in masthead("status").output
    result = masthead("resume", "webhook:acme", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["behind"] > 0
    assert "webhook:acme has" not in masthead("status").output
    unknown = masthead("resume", "webhook:nobody")
    assert (unknown.exit_code, "there are webhook:acme" in unknown.output) == (1, True)


@pytest.mark.django_db
def test_a_kill_that_not_everybody_heard_prints_who_did_and_who_did_not(masthead, monkeypatch):
    def refuse(changes):
        raise ConnectionError("acme does not answer")

    article = make_article()
    monkeypatch.setattr(verbs, "PATIENCE", 0.1)
    monkeypatch.setattr(followers, "_followers", {})
    followers.register(followers.Follower("pages", "moves keys", lambda _: None))
    followers.register(followers.Follower("webhook:acme", "tells acme", refuse))
    result = masthead("kill", str(article.pk), "--reason", "The memo was forged", "--wait")
    assert result.exit_code == 1
    receipt = json.loads(result.stdout)
    assert [line["name"] for line in receipt["followers"]] == ["pages"]
    assert receipt["missing"] == ["webhook:acme"]
