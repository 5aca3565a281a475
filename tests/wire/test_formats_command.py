"""`masthead parse` prints what contracts promise, and goes on after a bad file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from masthead.ops.commands.parse import parse

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire"

PROMISED_TEXT = """
    file format index guid version status embargoed_until expires headline slugline summary byline
    dateline language urgency provider credit_line copyright usage_terms ed_note first_created
    version_created subjects instruments places signals kills corrects story_key links media
    body_html body_text word_count warnings
"""
PROMISED = PROMISED_TEXT.split()


def run(*arguments):
    result = CliRunner().invoke(parse, [str(argument) for argument in arguments])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_items_come_as_json_lines_in_file_order_with_the_promised_names():
    nitf, g2 = FIXTURES / "nitf/full.xml", FIXTURES / "newsml_g2/message.xml"
    status, lines = run(nitf, g2)
    assert status == 0
    assert [(line["file"], line["index"]) for line in lines] == [
        (str(nitf), 0),
        *((str(g2), index) for index in range(4)),
    ]
    first = lines[0]
    assert [name for name in first if name in PROMISED] == PROMISED
    assert first["embargoed_until"] == "2026-03-03T12:00:00+00:00"
    assert first["subjects"][0] == {
        "scheme": "subj",
        "code": "04006000",
        "name": "financial and business service",
    }
    assert first["kills"] is None
    assert lines[2]["status"] == "canceled"


def test_a_bad_file_gives_its_error_line_and_the_others_are_read():
    status, lines = run(
        FIXTURES / "broken/unclosed.xml", FIXTURES / "nitf/kill.xml", FIXTURES / "none.xml"
    )
    assert status == 1
    assert lines[0]["error"]["code"] == "malformed-xml"
    assert lines[0]["error"]["line"] == 3
    assert lines[1]["kills"] == "northgate.2041.b"
    assert lines[2]["error"] == {
        "code": "not-found",
        "message": "none.xml: no such file or directory",
        "line": None,
    }


def test_a_bad_item_gives_its_error_line_with_its_place():
    status, lines = run(FIXTURES / "ninjs/list.json")
    assert status == 1
    assert lines[1]["index"] == 1
    assert lines[1]["error"]["code"] == "malformed-json"
    assert lines[2]["guid"] == "urn:b"


def test_a_text_format_asked_for_by_name_refuses_mark_up():
    status, lines = run("--format", "iptc7901", FIXTURES / "nitf/full.xml")
    assert status == 1
    assert lines[0]["error"]["code"] == "unknown-format"


def test_parsing_needs_no_django():
    code = (
        "import sys\n"
        "from masthead.ops.commands.parse import parse\n"
        f"parse([{str(FIXTURES / 'feeds/rss20.xml')!r}], standalone_mode=False)\n"
        "sys.exit(any(name.split('.')[0] in {'django', 'wagtail'} for name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["guid"] == "PL-1"
