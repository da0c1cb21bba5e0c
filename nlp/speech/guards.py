"""Decides what is no speech: before decoding by loudness and voice activity, after it by what the model wrote.

Each function returns a drop reason for `Transcript.drop_reason`, or "" to go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

PROMPT = "以下是普通话的句子。"
MIN_SECONDS = 0.4
MIN_RMS = 1e-4
MIN_SPEECH_SECONDS = 0.25
MIN_LOGPROB = -1.2
MAX_CHARS_PER_SECOND = 12.0
ECHO_SCORE = 75.0
HOTWORD_SHARE = 0.85
HOTWORD_COUNT = 4
SHORT_TEXT = 40

HOTWORD_ECHO = "hotword_echo"
HEARD_NOTHING = "没有听到声音"
NO_VOICE = "没有听到人说话"
NO_WORDS = "没有听清说了什么"

_REPETITION = re.compile(r"(.{1,12}?)\1{4,}")
_DIGITS = "零〇一二三四五六七八九幺两点百千万亿0123456789 .,，、"
_BRACKETED = re.compile(r"\s*([(\[（【*♪<].{0,20}[)\]）】*♪>]\s*)+")
_INK = re.compile(r"[^\W_]")
_BOILERPLATE = (
    "请不吝点赞",
    "點贊訂閱",
    "点赞订阅",
    "打赏支持明镜",
    "明镜与点点",
    "明镜需要您的支持",
    "字幕by",
    "字幕由",
    "字幕志愿者",
    "字幕制作",
    "中文字幕",
    "amara.org",
    "谢谢观看",
    "感谢观看",
    "谢谢收看",
    "感谢收看",
    "欢迎订阅",
    "下期再见",
    "下集再见",
    "优优独播剧场",
    "词曲",
    "thanks for watching",
)


def before_decode(seconds: float, rms: float) -> str:
    """Refuse clips with nothing in them. `rms` is of samples in -1..1."""
    if seconds < MIN_SECONDS:
        return "too_short"
    return "silence" if rms < MIN_RMS else ""


def by_voice_activity(speech_seconds: float) -> str:
    """Refuse clips in which the voice detector found next to no speech."""
    return "no_speech" if speech_seconds < MIN_SPEECH_SECONDS else ""


def unheard(reason: str) -> str:
    """Return what a person is told of a clip without speech: there was no sound, or nobody spoke (music, noise)."""
    return NO_VOICE if reason == "no_speech" else HEARD_NOTHING


def after_decode(text: str, hotwords: Sequence[str], speech_seconds: float, logprob: float) -> str:
    """Refuse text the model made up. `text` is simplified script; `logprob` the mean over segments."""
    bare = "".join(_INK.findall(text)).lower()
    if not bare or _BRACKETED.fullmatch(text):
        return "no_words"
    if logprob < MIN_LOGPROB:
        return "unsure"
    if is_prompt_echo(bare):
        return "prompt_echo"
    if is_repetition(bare):
        return "repetition"
    if len(bare) > MAX_CHARS_PER_SECOND * max(speech_seconds, MIN_SPEECH_SECONDS) and not bare.isascii():
        return "too_fast"
    if len(bare) <= SHORT_TEXT and any(phrase in text.lower().replace(" ", "") for phrase in _BOILERPLATE):
        return "boilerplate"
    return HOTWORD_ECHO if is_hotword_echo(bare, hotwords) else ""


def is_prompt_echo(bare: str) -> bool:
    """Whether the text is the priming sentence itself or a part of it, or holds it between other words."""
    prompt = "".join(_INK.findall(PROMPT))
    if fuzz.ratio(bare, prompt) > ECHO_SCORE:
        return True
    return prompt in bare or (len(bare) >= 4 and bare in prompt)


def without_prompt(text: str) -> str:
    """Return the text without the priming sentence, which nobody dictates; `text` is simplified script."""
    return text.replace(PROMPT, "").replace(PROMPT.rstrip("。"), "").strip()


def is_repetition(bare: str) -> bool:
    """Whether one to twelve characters come five times in a row; digits repeat by themselves in phone numbers."""
    found = _REPETITION.search(bare)
    return found is not None and not all(char in _DIGITS for char in found[1])


def is_hotword_echo(bare: str, hotwords: Sequence[str]) -> bool:
    """Whether the text is hardly more than a list of the names it was primed with."""
    said, rest = 0, bare
    for word in sorted({"".join(_INK.findall(word)).lower() for word in hotwords}, key=len, reverse=True):
        if word:
            said += rest.count(word)
            rest = rest.replace(word, "")
    return said >= HOTWORD_COUNT and len(bare) - len(rest) > HOTWORD_SHARE * len(bare)
