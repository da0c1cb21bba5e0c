from __future__ import annotations

import random
import time

import numpy as np
import pytest

from nlp.speech.decode import decode
from nlp.speech.errors import DAMAGED, NO_AUDIO, TOO_LARGE, BadAudio
from tests.speech.spoken import AUDIO, RATE, clip, encoded, silk, sounds_without_speech, video_without_audio, wav

DICTATION = clip("d02")
SECONDS = 5.03

FORMATS = {
    "amr-nb": ("amr", "libopencore_amrnb", 8000),
    "ogg/opus": ("ogg", "libopus", 16000),
    "webm/opus": ("webm", "libopus", 48000),
    "m4a": ("mp4", "aac", 16000),
    "adts": ("adts", "aac", 16000),
    "mp3": ("mp3", "libmp3lame", 16000),
    "flac": ("flac", "flac", 16000),
    "a-law": ("wav", "pcm_alaw", 8000),
    "adpcm": ("wav", "adpcm_ima_wav", 16000),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_told_by_its_content(name: str) -> None:
    heard = decode(encoded(DICTATION, *FORMATS[name]), 120)

    assert heard.seconds == pytest.approx(SECONDS, abs=0.25)
    assert heard.samples.dtype == np.float32
    assert not heard.partial and not heard.capped
    assert 0.01 < float(np.sqrt(np.mean(heard.samples**2))) < 0.5


def test_amr_wb_is_decoded_whole_and_cut() -> None:
    audio = (AUDIO / "d02_wb.amr").read_bytes()

    heard, part = decode(audio, 120), decode(audio[:5000], 120)

    assert audio.startswith(b"#!AMR-WB\n") and heard.seconds == pytest.approx(SECONDS, abs=0.25)
    assert not heard.partial and not heard.capped
    assert part.seconds == pytest.approx(2.4, abs=0.1) and part.partial


def test_wechat_silk_is_decoded() -> None:
    heard = decode(silk(DICTATION), 120)

    assert heard.seconds == pytest.approx(SECONDS, abs=0.25)
    assert not heard.partial and not heard.capped


BAD = {
    "empty": (b"", DAMAGED),
    "header only": (DICTATION[:40], DAMAGED),
    "header without samples": (DICTATION[:44], DAMAGED),
    "random bytes": (random.Random(3).randbytes(5000), DAMAGED),
    "an HTML error page": (b"<html><body>404</body></html>" * 20, DAMAGED),
    "a JSON error": (b'{"errcode":40007,"errmsg":"invalid media_id"}', DAMAGED),
    "a cut m4a": (encoded(DICTATION, "mp4", "aac", 16000)[:9000], DAMAGED),
    "an AMR header": (b"#!AMR\n", DAMAGED),
    "AMR garbage": (b"#!AMR\n" + random.Random(4).randbytes(30), DAMAGED),
    "headerless PCM": (DICTATION[44:], DAMAGED),
    "SILK garbage": (b"\x02#!SILK_V3" + random.Random(5).randbytes(300), DAMAGED),
    "SILK header": (b"\x02#!SILK_V3", DAMAGED),
    "video without sound": (video_without_audio(), NO_AUDIO),
    "a playlist": (b"#EXTM3U\n#EXTINF:5,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n", DAMAGED),
    "a list of files": (b"ffconcat version 1.0\nfile '/etc/hostname'\n", DAMAGED),
    "too many bytes": (b"RIFF" + bytes(20 * 1024 * 1024), TOO_LARGE),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_with_its_sentence(name: str) -> None:
    audio, sentence = BAD[name]

    with pytest.raises(BadAudio) as refused:
        decode(audio, 120)

    assert refused.value.user_text == sentence


@pytest.mark.parametrize("name", ["wav", "amr-nb", "ogg/opus", "webm/opus", "flac", "mp3", "silk"])
def test_a_cut_file_gives_what_is_there_and_says_so(name: str) -> None:
    whole = DICTATION if name == "wav" else silk(DICTATION) if name == "silk" else encoded(DICTATION, *FORMATS[name])

    heard = decode(whole[: len(whole) * 3 // 5 + 5], 120)

    assert 1.5 < heard.seconds < 4.5
    assert heard.partial


@pytest.mark.parametrize("name", ["wav", "amr-nb", "silk"])
def test_a_long_clip_is_capped(name: str) -> None:
    whole = DICTATION if name == "wav" else silk(DICTATION) if name == "silk" else encoded(DICTATION, *FORMATS[name])

    heard = decode(whole, 2)

    assert heard.seconds == pytest.approx(2.0, abs=0.03)
    assert heard.capped and not heard.partial


def test_two_hours_are_cut_at_the_limit_in_bounded_time_and_memory() -> None:
    second = encoded(DICTATION, "amr", "libopencore_amrnb", 8000)[6 : 6 + 32 * 50]
    began = time.process_time()

    heard = decode(b"#!AMR\n" + second * 7200, 120)

    assert heard.capped and heard.seconds == pytest.approx(120, abs=0.05)
    assert time.process_time() - began < 5


def test_stereo_at_another_rate_becomes_mono_at_16_khz() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE) * 0.5

    heard = decode(encoded(wav(tone), "flac", "flac", 44100), 120)

    assert heard.seconds == pytest.approx(1.0, abs=0.02)


def test_damaged_files_never_do_worse_than_bad_audio() -> None:
    dice = random.Random(11)
    seeds = [DICTATION[:20_000], silk(DICTATION), *(encoded(DICTATION, *way) for way in FORMATS.values())]
    outcomes = {"heard": 0, "refused": 0}
    for number in range(220):
        broken = bytearray(seeds[number % len(seeds)])
        for _ in range(dice.choice((1, 5, 50, 500))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        try:
            heard = decode(bytes(broken[: dice.randrange(1, len(broken))]), 10)
        except BadAudio as refused:
            assert refused.user_text
            outcomes["refused"] += 1
        else:
            assert heard.seconds <= 10.01 and bool(np.isfinite(heard.samples).all())
            outcomes["heard"] += 1

    assert min(outcomes.values()) > 10


def test_the_sounds_for_the_other_tests_decode() -> None:
    assert all(decode(audio, 120).seconds >= 3.0 for audio in sounds_without_speech().values())
