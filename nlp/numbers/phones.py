"""Telephone numbers: found as digit runs, judged by their form and by the words before them.

Order, card, ID, parcel and meeting numbers have the same digits as phones; only the noun before them tells.
"""

from __future__ import annotations

from typing import Final

from nlp.numbers.phone_forms import by_groups, form_of
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.span import Cover, Span

SPOKEN: Final = str.maketrans("幺一二两三四五六七八九零〇洞拐勾", "1122345678900079")
_CHINESE: Final = "幺一二两三四五六七八九零〇洞拐勾"
_RUN: Final = made(r"(?<![A-Za-z0-9_@.])[+(]{0,2}\d[\d*xX]*(?:[ \-.()·]{1,3}(?:[\d*]|[xX](?=[xX*\d]))[\d*xX]*)*")
_SPOKEN_RUN: Final = made(rf"[{_CHINESE}\d](?:[ ,\-嗯呃啊.]{{0,2}}[{_CHINESE}\d]){{6,}}")
_EXTENSION: Final = made(r"\s{0,2}(?:转|分机号?|ext\.?|EXT\.?|Ext\.?|#)\s{0,2}(\d{1,6})")
_TRAP: Final = made(
    r"订单|单号|编号|运单|快递|物流号|卡号|银行卡|身份证|会议|发票|税号|账号|帐号|账户|工号|QQ|qq|序列|SN|料号|型号|条码"
    r"|流水|验证码|车牌|编码|版本|PO|IMEI|tracking|Tracking|信用代码|密码|口令|房间|航班|邮编|合同|尾号|order|Order|ID|id|No\."
)
_CUE: Final = made(
    r"电话|手机|座机|号码|联系方式|tel|Tel|TEL|phone|Phone|mobile|Mobile|致电|拨打|热线|传真|☎|打给?|call|Call"
)
_APP: Final = made(r"[Ww]hats[Aa]pp\D{0,4}$")
"""What a mobile number of Hong Kong or Macao is told after without its country code."""
_MOBILE_DIGITS: Final = 11
_SIZES: Final = (1, 6, 5, 4, 3, 2)
"""How many groups of digits one number is written in, the likeliest first."""
_MASK: Final = made(r"1[3-9]\d[*xX]{4,5}\d{3,4}$")


def _trapped(plain: str, start: int) -> bool:
    """Tell whether the nearest noun before the digits says that they are something else."""
    before = plain[max(0, start - 12) : start]
    cut = max(before.rfind(mark) for mark in ",;。\n")
    near = before[cut + 1 :]
    traps = [found.end() for found in _TRAP.finditer(near)]
    cues = [found.end() for found in _CUE.finditer(near)]
    return bool(traps) and (not cues or traps[-1] > cues[-1])


def _groups(run: str, base: int) -> list[tuple[int, int, str, bool]]:
    """Return (start, end, digits, plus) for each digit group of a run."""
    out: list[tuple[int, int, str, bool]] = []
    for match in compiled(r"[\d*xX]+").finditer(run):
        plus = "+" in run[max(0, match.start() - 2) : match.start()]
        out.append((base + match.start(), base + match.end(), match[0], plus))
    return out


def _merge(groups: list[tuple[int, int, str, bool]], plain: str) -> list[Span]:
    """Return the numbers that whole groups make, longest first from the left."""
    spans: list[Span] = []
    at = 0
    loose = False
    spaced = len(groups) == _MOBILE_DIGITS and all(len(group[2]) == 1 for group in groups)
    sizes = (_MOBILE_DIGITS,) if spaced else _SIZES
    while at < len(groups):
        step = 0
        for size in sizes:
            part = groups[at : at + size]
            if len(part) < size or (size > 1 and loose):
                continue
            read = _read(part, plain, last=at + size == len(groups))
            if read:
                spans.append(read)
                step = size
                break
        loose = step == 0
        at += step or 1
    return spans


def _read(part: list[tuple[int, int, str, bool]], plain: str, *, last: bool) -> Span | None:
    """Return the phone that these groups write together, with its extension."""
    digits = "".join(group[2] for group in part)
    start, end = part[0][0], part[-1][1]
    if "*" in digits or "x" in digits.lower():
        if _MASK.match(digits):
            return Span(start, end, compiled(r"[xX]").sub("*", digits), "masked", 0.9)
        return None
    form = by_groups([group[2] for group in part]) or form_of(digits, part[0][3])
    extension = ""
    if form is None and len(part) > 1 and 1 <= len(part[-1][2]) <= 5:
        form = form_of("".join(group[2] for group in part[:-1]), part[0][3])
        if form and form[1] in {"landline", "hotline"} and "-" in plain[part[-2][1] : part[-1][0]]:
            extension = part[-1][2]
        else:
            form = None
    if form is None and len(part) <= 2 and len(digits) in {7, 8} and digits[0] in "2345678":
        cued = compiled(r"(?:座机|固话|电话|tel|Tel|TEL)\D{0,3}$").search(plain[max(0, start - 8) : start])
        form = (digits, "landline") if cued else None
    if form is None and len(part) <= 2 and len(digits) == 8 and digits[0] in "5679":
        form = (digits, "foreign") if _APP.search(plain[max(0, start - 12) : start]) else None
    if form is None:
        return None
    if form[1] in {"landline", "hotline"} and not extension and last:
        more = _EXTENSION.match(plain, end)
        if more:
            extension, end = more[1], more.end()
    value = f"{form[0]}-{extension}" if extension else form[0]
    return Span(start, end, value, form[1], 0.98)


def find_phones(plain: str) -> tuple[list[Span], list[Span]]:
    """Return (phones, other long numbers) of the plain text, each once, in order."""
    found: list[Span] = []
    others: list[Span] = []
    for run in _RUN.finditer(plain):
        digits = sum(char.isdigit() for char in run[0])
        if digits < 7:
            continue
        spans = _merge(_groups(run[0], run.start()), plain)
        good = [span for span in spans if not _trapped(plain, span.start)]
        found.extend(good)
        if not good:
            others.append(Span(run.start(), run.end(), run[0], "number"))
    spoken = list(_SPOKEN_RUN.finditer(plain))
    known = Cover(found, others) if spoken else None
    for run in spoken:
        if known and known.over(*run.span()):
            continue
        found.extend(_spoken(run[0], run.start(), plain))
    return sorted(found, key=lambda span: span.start), others


def _spoken(run: str, base: int, plain: str) -> list[Span]:
    """Return the phone that digits said one by one make."""
    places = [at for at, char in enumerate(run) if char.isdigit() or char in _CHINESE]
    if len(places) > 24:
        return []
    digits = "".join(run[at] for at in places).translate(SPOKEN)
    for size in (12, 11, 10) if digits[0] == "0" else (11, 12, 10):
        for first in range(max(0, len(digits) - size + 1)):
            form = form_of(digits[first : first + size], False)
            if form is None or (form[1] != "mobile" and first > 0):
                continue
            start, end = base + places[first], base + places[first + size - 1] + 1
            if len(digits) - size <= 2 and not _trapped(plain, start):
                return [Span(start, end, form[0], "spoken", 0.9)]
    return []
