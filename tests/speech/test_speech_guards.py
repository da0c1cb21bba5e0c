from __future__ import annotations

import pytest

from nlp.speech import guards

HOTWORDS = ("李娜", "影石创新", "陈晓燕", "绿联科技")


@pytest.mark.parametrize(
    ("seconds", "rms", "reason"),
    [(0.3, 0.1, "too_short"), (0.4, 0.1, ""), (3.0, 0.00009, "silence"), (3.0, 0.0002, ""), (0.0, 0.0, "too_short")],
)
def test_nothing_in_the_clip(seconds: float, rms: float, reason: str) -> None:
    assert guards.before_decode(seconds, rms) == reason


@pytest.mark.parametrize(("speech", "reason"), [(0.0, "no_speech"), (0.24, "no_speech"), (0.25, "")])
def test_no_voice_in_the_clip(speech: float, reason: str) -> None:
    assert guards.by_voice_activity(speech) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_words"),
        ("。。。", "no_words"),
        ("(音乐)", "no_words"),
        ("[掌声] [笑声]", "no_words"),
        ("♪♪♪", "no_words"),
        ("以下是普通话的句子。", "prompt_echo"),
        ("以下是普通话的句子。以下是普通话的句子。", "prompt_echo"),
        ("以下是普通话", "prompt_echo"),
        ("普通话的句子", "prompt_echo"),
        ("石头科技 周婷 以下是普通话的句子。", "prompt_echo"),
        ("剧剧剧剧剧剧剧剧", "repetition"),
        ("现在是本上教的神明" * 6, "repetition"),
        ("李娜 影石创新 陈晓燕 绿联科技", "hotword_echo"),
        ("李娜,李娜,陈晓燕,影石创新", "hotword_echo"),
        ("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "boilerplate"),
        ("字幕by索兰娅", "boilerplate"),
        ("谢谢观看,下期再见", "boilerplate"),
        ("绿联科技李娜说陈晓燕下周来影石创新看样品", ""),
        ("李娜的电话是13900000000", ""),
        ("你好世界", ""),
        ("是的是的是的", ""),
        ("今天跟张总聊了预算,普通话的句子他听不懂", ""),
    ],
)
def test_what_the_model_makes_up_is_dropped(text: str, reason: str) -> None:
    assert guards.after_decode(text, HOTWORDS, speech_seconds=6.0, logprob=-0.4) == reason


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("石头科技周婷要样品。以下是普通话的句子。", "石头科技周婷要样品。"),
        ("以下是普通话的句子", ""),
        ("要五十套样品", "要五十套样品"),
    ],
)
def test_the_priming_sentence_is_no_part_of_what_was_said(text: str, left: str) -> None:
    assert guards.without_prompt(text) == left


@pytest.mark.parametrize(("logprob", "reason"), [(-1.21, "unsure"), (-1.19, "")])
def test_an_unsure_model_is_not_believed(logprob: float, reason: str) -> None:
    assert guards.after_decode("今天天气怎么样", (), 2.0, logprob) == reason


@pytest.mark.parametrize(("speech", "reason"), [(1.0, "too_fast"), (2.0, "")])
def test_nobody_speaks_that_fast(speech: float, reason: str) -> None:
    assert guards.after_decode("今天下午拜访了客户他们说预算还要再等一等", (), speech, -0.3) == reason


def test_a_lone_name_is_no_echo() -> None:
    assert guards.after_decode("绿联科技李娜", HOTWORDS, 2.0, -0.3) == ""
