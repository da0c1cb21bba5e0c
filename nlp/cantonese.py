"""Cantonese words as their Mandarin ones, character for character, so that every rule and model reads them.

Hong Kong colleagues write 佢話聽日下晝過嚟睇 where others write 他说明天下午过来看. Only a text that holds a character
which Mandarin does not use is changed, and its length never is: offsets into the message stay true.
"""

from __future__ import annotations

from typing import Final

from nlp.patterns.stored import made

_MARKS: Final = made("[佢咗嘅嗰唔哋喺嚟啲冇咁俾畀嘢睇搵]|听日|寻日|琴日|[上下晏]昼|听朝|朝早")
"""What Mandarin does not write."""
_PAIRS: Final = (
    "听日 明天 寻日 昨天 琴日 昨天 今日 今天 后日 后天 上昼 上午 下昼 下午 晏昼 下午 听朝 明早 朝早 早上 夜晚 晚上 "
    "而家 现在 边个 哪个 几多 多少 唔该 麻烦 食饭 吃饭 倾计 聊天 价钱 价格 平啲 便宜 "
    "再平 再降 平番 便宜 平返 便宜 减价 降价 写字楼 办公室 返嚟 回来 过嚟 过来"
).split()
_WORDS: Final = tuple(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CHARS: Final = str.maketrans("佢咗嘅嗰唔哋喺嚟啲冇咁俾畀睇搵倾返", "他了的那不们在来些没这给给看找谈回")
_SAYS: Final = made("(?<![电对通说讲会神笑客空白废闲留谈])话(?![题术费务筒剧])")
"""话 that says, and is no part of a noun."""


def mandarin(plain: str) -> str:
    """Return a simplified text with its Cantonese words replaced by Mandarin ones of the same length."""
    if plain.isascii() or not _MARKS.search(plain):
        return plain
    for cantonese, word in _WORDS:
        plain = plain.replace(cantonese, word)
    return _SAYS.sub("说", plain).translate(_CHARS)
