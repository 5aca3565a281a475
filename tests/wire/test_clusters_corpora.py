"""How well stories that several sources tell are known again, on copy of real agencies.

What is *one story* here, as a desk would say it: two items report the same event or announcement
with the same news in it, so that a reader who has one has no use for the other. It is *not* one
story when the second brings a further step of the event (a bid, then its rejection), when the same
form is filled in anew (dividends, bond issues, market reports of another hour), or when only the
subject is shared.

The set, where the shared corpora are:
- *resent*: Reuters-21578 stories sent again by their own agency under a new guid;
- *version*: the same by another source, its figures kept, a paragraph cut, others' order kept;
- *rewrite*: by another source in words of its own: a third of the sentences dropped, the rest but
  the first in another order, every word in -ed, -ing and -ly and a fifth of the others replaced,
  names and figures kept, a new headline. Made by rule, so its label is certain, but it is not what
  a person writes;
- *update*: stories that Reuters itself told twice within a day under one headline, read as if two
  agencies had; tables of prices left out;
- *stub*: headline and one sentence of AG's news, of many outlets, the pairs read and labelled by a
  person among all whose words are at all alike. Thirty words leave too little to go by: one in ten
  is known again, and what is asked of stubs is only that none is joined wrongly;
- everything else in both corpora is unrelated: 5,700 stories, most of them on the same few
  subjects on the same days, half of them given to a second source. What was read and found to be
  one story after all stands in TOLD_TWICE and counts neither way.
"""

from __future__ import annotations

from collections import Counter

import pytest

from factories import labelled_stories as labelled
from masthead.wire.clusters import Index, Known, likest
from masthead.wire.fingerprints import fingerprint

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not labelled.NEWS.is_dir(), reason=f"no corpora in {labelled.NEWS}"),
]


def known_again(items, *, twice):
    """Counts of (kind, verdict) when the items arrive one after the other: found, missed, wrong."""
    index, seen, sources = Index(), {}, {}
    counted = Counter()
    wrong = []
    for number, item in enumerate(sorted(items, key=lambda one: one.at), 1):
        told = fingerprint(item.headline, item.text)
        source = sources.get(item.story, 1) if item.kind == "resent" else item.source
        sources.setdefault(item.name, source)
        if told is None:
            counted[item.kind, "missed"] += bool(item.kind)
            continue
        one = Known(number, source, item.at, told)
        found = likest(one, [seen[near][0] for near in index.near(told)], index=index)
        index.add(number, told)
        seen[number] = (one, item)
        match = seen[found[0].number][1] if found else None
        right = match and (
            match.story == item.story or labelled.pair_of(item, match) in labelled.STUB_PAIRS
        )
        if item.kind:
            counted[item.kind, "found" if right else "missed"] += 1
        if match and not right and labelled.pair_of(item, match) not in twice:
            counted["", "wrong"] += 1
            wrong.append((labelled.pair_of(item, match), found[1]))
    return counted, wrong


@pytest.fixture(scope="module")
def results():
    """Found and missed by kind; the wrong matches among whole stories, and among stubs."""
    whole, wrong = known_again(labelled.world(), twice=labelled.pairs(labelled.TOLD_TWICE))
    doubtful = labelled.pairs(labelled.DOUBTFUL_STUBS)
    stubs, wrong_stubs = known_again(labelled.stubs_told(), twice=doubtful)
    return whole + stubs, wrong, wrong_stubs


def share(counted, *kinds):
    """The share of the items of these kinds whose story was known again."""
    found = sum(counted[kind, "found"] for kind in kinds)
    return found / (found + sum(counted[kind, "missed"] for kind in kinds))


def test_a_story_that_comes_again_is_known_again(results):
    counted, _, _ = results
    assert share(counted, "resent", "version", "rewrite", "update") >= 0.93
    assert share(counted, "resent") == 1.0
    assert share(counted, "version") >= 0.99
    assert share(counted, "rewrite") >= 0.8
    assert share(counted, "update") >= 0.9


def test_what_is_another_story_is_left_alone(results):
    counted, wrong, wrong_stubs = results
    wrong = wrong + wrong_stubs
    found = sum(number for (_, verdict), number in counted.items() if verdict == "found")
    assert found > 850
    assert found / (found + len(wrong)) >= 0.98, wrong


def test_of_one_sentence_only_the_nearest_are_joined_and_none_wrongly(results):
    counted, _, wrong_stubs = results
    assert counted["stub", "found"] >= 5
    assert wrong_stubs == []
