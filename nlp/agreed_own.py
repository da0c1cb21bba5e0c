"""Which firm a customer says is theirs: 我是…的, 我们…, 收件人写…, or a name by itself in a clause."""

from __future__ import annotations

from functools import partial
from typing import Final

from nlp import tag_edges
from nlp.agreed_rivals import span_of, support
from nlp.firms.places import place_prefix
from nlp.learned.tagged import Chances, Tagged
from nlp.lexicon import phrases
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.span import Span

_SURE, _NAMED, _LED, _ALONE = 0.9, 0.6, 0.25, 0.6
"""How sure the tagger must be of a firm to outrank the rules, to add one, and to leave what a rule found after
我们… and by itself; fitted on what customers write."""
_WE: Final = made(phrases("own", "we"))
_WE_ARE: Final = made(phrases("own", "we_are"))
"""What leads a customer to say where they are from, and that they say nothing else."""
_OPENS: Final = made(phrases("own", "opens"))
_CLOSES: Final = made(phrases("own", "closes"))
"""What stands before and after a name that is by itself in its clause."""
_I: Final = made(r"姓名|我[叫姓]|我[\u4e00-\u9fff]{2,3}[,:]")
_WRITTEN: Final = made(r"(?:收件人?|甲方|抬头|单位)?(?:写|是)(?=...)|收件人(?=...)")
_SENT_TO: Final = made(phrases("own", "sent_to"))
"""What leads to an address, whose place is no firm."""


def own_firm(seen: Scan, ruled: Span | None, tags: list[Tagged], chance: Chances) -> Span | None:
    """Return the firm of the customer who writes: what the tagger is sure of, what a rule found, what is likely."""
    tidied = map(partial(tag_edges.tidied, seen), tags)
    own = [tag for tag in tidied if tag.chance >= _NAMED and _named(seen.plain, tag)]
    best = max(own, key=lambda tag: tag.chance, default=None)
    if best and best.chance >= _SURE:
        return _whole(seen, best)
    if ruled is not None and _theirs(seen.plain, ruled, support(chance, "firm", ruled)):
        return _led(ruled)
    return _whole(seen, best) if best else None


def _whole(seen: Scan, tag: Tagged) -> Span:
    """Return what the tagger marked, up to the end that a rule sees (豫康医药|物流)."""
    longer = [one for one in seen.firms if one.start == tag.start and one.end > tag.end and one.rule == "ending"]
    return _led(longer[0] if longer else span_of(seen, tag))


def _led(firm: Span) -> Span:
    """Return a firm without the words that ask for its name to be written (收件人写|…)."""
    lead = _WRITTEN.match(firm.value)
    return firm._replace(start=firm.start + lead.end(), value=firm.value[lead.end() :]) if lead else firm


def _named(plain: str, tag: Tagged) -> bool:
    """Tell whether a stretch names the firm of who writes, and no bare place."""
    if place_prefix(plain[tag.start : tag.end]) == tag.end - tag.start:
        return False
    return tag_edges.introduced(plain, tag) or _by_itself(plain, tag.start, tag.end)


def _by_itself(plain: str, start: int, end: int) -> bool:
    return bool(_OPENS.search(plain, max(0, start - 8), start) and _CLOSES.match(plain, end))


def _theirs(plain: str, firm: Span, held: float) -> bool:
    """Tell whether what a rule found is the firm of who writes, `held` for a firm by the tagger so far."""
    before = plain[max(0, firm.start - 14) : firm.start]
    if _SENT_TO.search(before) and firm.rule == "place":
        return False
    if _WE_ARE.search(before) and firm.rule != "verb_slot":
        return held > 0.0
    if _WE.search(before):
        return held >= _LED
    return held >= _ALONE and (_by_itself(plain, firm.start, firm.end) or _I.search(plain) is not None)
