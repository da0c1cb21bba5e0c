"""Messages that are as dense as can be: the worst that each finder may be given, cut at the longest that is read."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from benchmarks.language.sentences import NOW, learnt
from nlp.normalize import LONGEST
from nlp.reading import Asked
from nlp.understand import Understander

_UNITS = (
    "张总", "王李张", "老王", "牟", "采购总监技术经理", "佛山恒润科技有限公司", "科技集团有限公司", "电气", "供应链",
    "华为海尔美的格力大疆", "深圳市南山区佛山市", "用的是华为和大疆,对比海康,", "竞品是华为、大疆、海康、",
    "Kevin Li from Bosch China said ", "Aa Bb Cc ", "a.b-c_d@", "a at b dot ", "k@a.com ", "www.a.com/b ",
    "13800001234 ", "13800001234", "1 3 8 0 ", "138-0000-1234 ", "幺三八零零幺二三四五六",
    "一二三四五六七八九十百千万亿", "1.", "1-", "1x", "+(1", "20-30万", "三十五万八千块,", "20万元,",
    "下周三下午三点半", "明天上午10点到12月5号前", "next Monday 3pm by Friday ", "12/15 ", "2026-11-20 ", "15:00 ",
    "太贵了能不能便宜点要样品交期太紧担心质量先试用", "发资料寄样品约拜访打电话签合同", "打款", "要", "给", "对",
    "的", "没有不是", "□", "好,", "好\n", "(", '"', " ", "微信同号", "微信wx1abc,", "電話號碼經理張總", "①㎡ﬁ\u200b",
    "\u202eabc张总", "😀", "110101199001011234", "6222 0212 3456 7894 ", "91440300MA5DABCD1X",
)  # fmt: skip
_COMMANDS = ("提醒我", "把", "记录跟进 ", "新线索 ", "查一下", "不是")


def messages() -> dict[str, str]:
    """Return the messages by what they repeat; among them chat logs, phones with names, and a megabyte."""
    dice = random.Random(20261122)
    notes = [sentence.asked.text for sentence in learnt()]

    def filled(unit: Callable[[int], str], size: int = LONGEST) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(unit(len(pieces)))
            length += len(pieces[-1])
        return "".join(pieces)[:size]

    found = {unit.strip() or "blank": filled(lambda _, unit=unit: unit) for unit in _UNITS}  # type: ignore[misc]
    found |= {f"{word}…": word + filled(lambda _: "明天给张总打电话") for word in _COMMANDS}
    found["chat log"] = filled(lambda at: f"[2026/11/2{at % 9} 1{at % 10}:30] {dice.choice(notes)}\n")
    found["notes in a row"] = filled(lambda _: dice.choice(notes))
    found["dictation"] = filled(lambda _: "".join(filter(str.isalnum, dice.choice(notes))))
    found["named phones"] = filled(lambda at: f"张{'伟强芳磊'[at % 4]}1{at * 7919 % 10**10:010d},")
    found["a table"] = filled(lambda at: f"{at}\t安克\t张总\t1{at * 7919 % 10**10:010d}\n")
    found["a megabyte"] = filled(lambda _: dice.choice(notes), 1_000_000)
    return found


def slowest() -> tuple[float, str]:
    """Return the processor time in milliseconds of the message that costs most (best of three), and its name."""
    reader, found = Understander(), []
    for name, text in messages().items():
        rounds = []
        for _ in range(4):
            begun = time.process_time()
            reader.read(Asked(text, NOW))
            rounds.append(time.process_time() - begun)
        found.append((1000 * min(rounds), name))
    return max(found)
