"""The demo's pictures and clips: valid, of the asked size, the same again, not the same twice."""

import io
import re

import pytest
from PIL import Image

from masthead.ops.demo.clips import CLIPS, poster
from masthead.ops.demo.pictures import PALETTE_NAMES, SCENE_NAMES, draw, portrait
from masthead.ops.demo.pictures.printing import LARGEST

SMALL = (320, 214)


def opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture))
    image.load()
    return image


def difference(first: bytes, second: bytes) -> float:
    """The mean distance of two pictures of one size, in grey levels."""
    tones = [opened(picture).convert("L").resize((48, 32)).tobytes() for picture in (first, second)]
    return sum(abs(a - b) for a, b in zip(*tones, strict=True)) / len(tones[0])


def palette_for(scene: str, *, step: int) -> str:
    return PALETTE_NAMES[(SCENE_NAMES.index(scene) + step) % len(PALETTE_NAMES)]


@pytest.mark.parametrize("scene", SCENE_NAMES)
def test_every_scene_draws_two_different_pictures_of_many_tones(scene):
    palette = palette_for(scene, step=0)
    first, second = (draw(scene, seed=seed, palette=palette, size=SMALL) for seed in (1, 2))
    for picture in (first, second):
        image = opened(picture)
        assert (image.format, image.size) == ("JPEG", SMALL)
        levels = {tone // 8 for tone in image.convert("L").tobytes()}
        assert len(levels) > 10
    assert difference(first, second) > 1


@pytest.mark.parametrize("scene", ["skyline", "map-region", "maze"])
def test_the_same_seed_draws_the_same_picture(scene):
    twice = [draw(scene, seed=7, palette="sea", size=SMALL) for _ in range(2)]
    assert twice[0] == twice[1]


@pytest.mark.parametrize("palette", PALETTE_NAMES)
def test_a_palette_changes_the_colours_of_a_scene(palette):
    other = PALETTE_NAMES[PALETTE_NAMES.index(palette) - 1]
    assert draw("port", seed=1, palette=palette, size=SMALL) != draw(
        "port", seed=1, palette=other, size=SMALL
    )


@pytest.mark.parametrize("scene", ["chess", "chart-line"])
def test_a_front_page_picture_stays_within_its_weight(scene):
    picture = draw(scene, seed=1, palette="dusk")
    assert opened(picture).size == (1600, 1067)
    assert len(picture) <= LARGEST


def test_the_six_portraits_are_six_people():
    faces = [portrait(seed=seed, palette="ink", size=(160, 160)) for seed in range(6)]
    assert all(opened(face).size == (160, 160) for face in faces)
    pairs = [(a, b) for i, a in enumerate(faces) for b in faces[:i]]
    assert min(difference(a, b) for a, b in pairs) > 3


def test_the_same_portrait_is_drawn_again():
    assert portrait(seed=3, palette="moss", size=(160, 160)) == portrait(
        seed=3, palette="moss", size=(160, 160)
    )


def test_an_unknown_scene_is_refused_with_the_list_of_scenes():
    with pytest.raises(ValueError, match=r"no scene 'volcano'.*skyline"):
        draw("volcano", seed=1, palette="ink")


def test_an_unknown_palette_is_refused_with_the_list_of_palettes():
    with pytest.raises(ValueError, match=r"no palette 'neon'.*dusk"):
        draw("skyline", seed=1, palette="neon")


def test_the_vocabulary_of_the_copy_desk_is_complete():
    asked = """
    skyline branch vault boardroom trading-floor exchange port ship containers crane bridge
    factory windfarm pylons data-centre circuit chip phone-pay card coins banknotes scales gavel
    ledger report magnifier newspaper microphone podium handshake queue street-market umbrella-rain
    storm sunrise clock compass maze chess ladder balloon train aircraft farmland house-row
    office-desk chart-line chart-bars chart-area map-world map-region"""
    assert set(asked.split()) == set(SCENE_NAMES)


def test_seeds_count_round_the_regions_of_the_map():
    maps = [draw("map-region", seed=seed, palette="ink", size=SMALL) for seed in range(6)]
    pairs = [(a, b) for i, a in enumerate(maps) for b in maps[:i]]
    assert min(difference(a, b) for a, b in pairs) > 3


@pytest.mark.parametrize("clip", CLIPS.values(), ids=CLIPS)
def test_a_clip_is_a_light_webm_with_a_description_and_a_poster(clip):
    video = clip.video.read_bytes()
    assert video.startswith(b"\x1a\x45\xdf\xa3")  # EBML, RFC 8794
    assert b"webm" in video[:64]
    assert b"V_VP9" in video[:1024]
    assert len(video) <= 500_000
    text = clip.captions.read_text(encoding="utf-8")
    cues = re.findall(r"00:(\d\d\.\d{3}) --> 00:(\d\d\.\d{3})", text)
    times = [float(moment) for cue in cues for moment in cue]
    assert text.startswith("WEBVTT\n")
    assert times == sorted(times)
    assert (times[0], times[-1]) == (0, clip.seconds)
    assert opened(poster(clip.name, size=SMALL)).size == SMALL


def test_an_unknown_clip_is_refused_with_the_list_of_clips():
    with pytest.raises(ValueError, match=r"no clip 'parade'.*freight"):
        poster("parade")
