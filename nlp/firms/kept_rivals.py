"""What is taken for a rival at its place in a sentence, unless other names or words of every day stand there."""

from __future__ import annotations

from typing import Final

from nlp.firms.believable import believable, nameable
from nlp.firms.english_firms import latin_run
from nlp.firms.name_edges import tidy
from nlp.lexicon import wordset
from nlp.patterns.stored import made
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_MEASURED: Final = made(
    r"[零一二两三四五六七八九十百千万半几\d.]+(?:折|个点|[万块元成点倍年天月台套家期批款种把条件只吨%])|[个套件款批种这]|台[机设式新老上下]|自己|别人|直摇|摇头|老是?[掉坏断漏卡出堵]|价再|[说嫌]"
)
"""How a number or a measure begins, which is no name (九五折, 个扳手)."""
_THING: Final = made(r"[\u4e00-\u9fff]{1,4}(?:[机泵阀炉柜器柱仪膜]|软件|系统|电池|锂电)")
"""What is more likely a thing than who makes it (洗地机)."""

FAINT: Final = "rival_faint"
"""A word of every day, or what could be somebody's name: a rival only where the tagger says so too."""
_STRONG: Final = {"brand", "ending", "book_company", "position", "label"}


class KeptRivals:
    """The rivals of one message, each kept once; `busy` is what other names take."""

    __slots__ = ("_called", "_firms", "_kept", "_plain", "_strong", "_tokens", "busy", "found")

    def __init__(self, plain: str, tokens: Tokens, taken: list[Span], people: list[Span], firms: list[Span]) -> None:
        self._plain, self._tokens, self._firms = plain, tokens, firms
        self.busy, self._kept = Cover(taken, people), Cover()
        self._called = Cover(taken, (person for person in people if person.rule != "full_name"))
        self._strong = Cover(firm for firm in firms if firm.rule in _STRONG)
        self.found: list[Span] = []

    def keep(self, start: int, end: int, *, believed: bool) -> Span | None:
        """Keep what stands there and return it; None when it is no name, or one of somebody else."""
        first, last = tidy(self._plain, start, end, self._tokens)
        if self._plain[first:last].isascii():
            first, last = latin_run(self._plain, first, last)
        word = self._plain[first:last]
        known = believed and word in wordset("brands")
        called = self._called.over(first, last) and not known
        if called or self._kept.over(first, last) or len(word) > 10 or _MEASURED.match(word):
            return None
        plainly = believable(word, self._tokens, first, last)
        if not plainly and not known and not nameable(word):
            return None
        if self._strong.over(first, last) and not (believed and _named(self._firms, first, last, word)):
            return None
        rule, score = ("rival_sure", 0.95) if believed else ("rival_slot", 0.86 if word.isascii() else 0.75)
        if not believed and not (plainly and not self.busy.over(first, last) and not _THING.fullmatch(word)):
            rule, score = FAINT, 0.6
        kept = Span(first, last, word, rule, score, "competitor")
        self.found.append(kept)
        self._kept.add(kept)
        return kept


def _named(firms: list[Span], first: int, last: int, word: str) -> bool:
    """Tell whether a known name is this very one, or only how a longer one begins (中冶|赛迪, 金蝶|云)."""
    return any(
        firm.start == first
        and (firm.end == last or (firm.rule == "brand" and (firm.end < last - 1 or word[-1] == "云")))
        for firm in firms
        if firm.rule in {"brand", "ending", "label"}
    )
