"""Copy of real agencies with labels: which items tell one story. See
tests/wire/test_clusters_corpora.py for what that means here and where the labels come from.
"""

from __future__ import annotations

import csv
import html
import json
import os
import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

CORPORA = Path(
    os.environ.get("MASTHEAD_CORPORA") or Path(__file__).resolve().parents[3] / "shared/corpora"
)
NEWS = CORPORA / "newswire-text"
DERIVED = 300  # stories from which one of each made kind is derived
TABLE = re.compile(r"PRICES|FUTURES|SPREADS|GUESSTIMATES|VOLUMES|MONEY MARKET|FHLBB")

STUBS = """
1007 1008;89 92;602 604;732 735;1734 1768;553 554;1355 1363;1648 1649;1215 1229;1449 1451;1840 1841;
1073 1076;876 882;1627 1636;526 527;1240 1273;19 37;1698 1700;843 848;499 503;231 236;2185 2198;
844 869;1174 1190;871 882;871 876;2179 2194;460 461;2183 2194;2179 2183;1559 1571;414 426;914 917;
1713 1717;719 723;1001 1011;2068 2080;252 261;1608 1609;1990 1991;1666 1667;1308 1309;1359 1387;
1092 1108;1227 1242;766 773;166 168;2266 2281;2261 2284;1298 1305;844 857;857 869;844 877;857 877;
869 877;153 154;1954 1955;1004 1012;2271 2289;1850 1861;1817 1819;1520 1524;488 489;1775 1786;
1906 1923;1760 1771;289 295;1638 1660;1025 1053;1399 1402;1373 1384;312 342;1269 1275;1255 1262;
592 593;1601 1606;1790 1807;1673 1679;351 356;2203 2208;396 399;2015 2035
"""
DOUBTFUL_STUBS = """
955 983;187 204;963 964;1112 1121;2064 2069;807 813;1225 1258;242 268;895 899
"""
TOLD_TWICE = """
258 425;626 630;1300 1332;1352 1400;2660 2672;4593 4689;4969 5004;5123 5281;5156 5330;5167 5273;
5376 5561;5556 5647;5600 5657;8146 8411;9465 9505;9799 9853;9833 9891;10061 10085;10776 10806;
12053 12068;12650 12653;12844 12856;12992 13003;14022 14344;15054 15105;15803 15811;17003 17028;
17561 17565;18661 18662;18725 18740;19239 19265;20388 20943
"""


@dataclass(frozen=True)
class Told:
    """One item that arrives: `story` is what it tells, `kind` what it is in the set."""

    name: str
    story: str
    kind: str
    source: int
    at: datetime
    headline: str
    text: str


def pairs(listing):
    return {tuple(pair.split()) for pair in listing.replace("\n", "").split(";") if pair.strip()}


def reuters():
    """The stories as (id, headline, text, time), in order of time."""
    rows = []
    for line in (NEWS / "reuters-21578/reuters.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        body = re.sub(r"(?i)\s*reuters?\s*\x03?\s*$", "", row.get("body") or "").strip()
        when = re.match(r"\s*(\d+-\w{3}-\d{4} [\d:]{8})", row["date"])
        if body and row.get("title") and when:
            at = datetime.strptime(when[1], "%d-%b-%Y %H:%M:%S")  # noqa: DTZ007 - all of one zone
            rows.append((row["id"], row["title"], body, at))
    return sorted(rows, key=lambda row: row[3])


def stubs():
    """The stubs as (row, headline, text, time): the file is in order of time, 17 rows a day."""
    start = datetime(2004, 8, 16)  # noqa: DTZ001 - any day of one zone
    with (NEWS / "ag-news-test/test.csv").open(encoding="utf-8") as file:
        for number, (_, headline, text) in enumerate(csv.reader(file)):
            at = start + timedelta(minutes=85 * number)
            yield str(number), in_clear(headline), in_clear(text), at


def stubs_told():
    """The stubs as they arrive, each from an outlet of its own."""
    later = {second: first for first, second in sorted(STUB_PAIRS, key=lambda pair: int(pair[0]))}
    for name, headline, text, at in stubs():
        kind = "stub" if name in later else ""
        yield Told(name, name, kind, int(name), at, headline, text)


def in_clear(text):
    text = text.replace("\\", " ").replace(" #", "&#").replace("amp;", "&")
    text = re.sub(r"<[^>]*>", " ", html.unescape(html.unescape(text)))
    return re.sub(r"\b(Reuters|AP|AFP)\b", "", text)


def sentences(text):
    return [one for one in re.split(r"(?<=[a-z]\.)\s+", " ".join(text.split())) if one]


def version_of(headline, text, chance):
    told = sentences(text)
    if len(told) > 3:
        del told[chance.randrange(2, len(told))]
    return f"UPDATE 1-{headline}", " ".join(told)


def rewrite_of(headline, text, chance):
    told = [one for one in sentences(text) if chance.random() > 1 / 3] or sentences(text)
    head, rest = told[:1], told[1:]
    chance.shuffle(rest)
    words = sorted(set(re.findall(r"\b[a-z]{4,}\b", text)))
    swapped = {
        word: chance.choice(OTHER_WORDS)
        for word in words
        if word.endswith(("ed", "ing", "ly")) or chance.random() < 1 / 5
    }
    anew = re.sub(r"\b[a-z]{4,}\b", lambda m: swapped.get(m[0], m[0]), " ".join([*head, *rest]))
    names = re.findall(r"\b[A-Z][a-z]+\b", head[0])[:3]
    return " ".join([*names, *chance.sample(OTHER_WORDS, 4)]), anew


OTHER_WORDS = """
agreed announced approached argued assessed backed began briefly broadly called cautioned claimed
closely confirmed considered cooled dealings declined deepened delayed disclosed dropped earlier
eased emerged expanded expected explained faced failed favoured firmly followed forecast formally
fresh gained gradually handed helped hinted indicated insisted issued joined judged largely latest
likely linked lowered mainly moved narrowly noted offered opened outlined partly planned pledged
pointed possible prepared pressed prompted proposed pushed quickly raised rejected remained repeated
reported reviewed rising roughly settled sharply signalled slightly slowly softened sought stated
steadily stressed suggested swiftly talks tightened toughened traded turned urged voiced warned
weighed welcomed widely withdrew yielded
""".split()  # noqa: SIM905 - words read best as words


def world():
    """All that arrives, in order of time."""
    chance = random.Random(21578)  # noqa: S311 - the same set each time
    rows = reuters()
    told_twice = {name for pair in pairs(TOLD_TWICE) for name in pair}
    last: dict[str, tuple[str, datetime]] = {}
    for name, headline, text, at in rows:
        title = re.sub(r"\W+", " ", headline).strip()
        before, when = last.get(title, ("", datetime.min))  # noqa: DTZ901 - of the same zone
        twice = before and at - when < timedelta(days=1) and not TABLE.search(headline)
        kind, story = ("update", before) if twice else ("", name)
        source = 5 if twice else chance.choice((1, 2))
        last[title] = (story, at)
        if twice:
            told_twice |= {name, story}
        yield Told(name, story, kind, source, at, headline, text)
    fit = [
        row
        for row in rows
        if len(row[2].split()) > 90 and not TABLE.search(row[1]) and row[0] not in told_twice
    ]
    for name, headline, text, at in chance.sample(fit, DERIVED):
        later = [at + timedelta(minutes=chance.randrange(2, 600)) for _ in range(3)]
        yield Told(f"{name}r", name, "resent", 0, later[0], headline, text)
        yield Told(f"{name}v", name, "version", 3, later[1], *version_of(headline, text, chance))
        yield Told(f"{name}w", name, "rewrite", 4, later[2], *rewrite_of(headline, text, chance))


def pair_of(item, match):
    strip = str.maketrans("", "", "rvw")
    names = sorted((item.name.translate(strip), match.name.translate(strip)), key=int)
    return names[0], names[1]


STUB_PAIRS = pairs(STUBS)
