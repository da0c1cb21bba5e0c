"""Evidence in words, for the person who decides."""

from __future__ import annotations

from collections.abc import Mapping

_FOR = {
    "mobile": "手机号相同",
    "fixed": "座机或400电话相同",
    "mail": "邮箱相同",
    "wechat": "微信相同",
    "domain": "企业域名相同",
    "name": "公司字号一致或相近",
    "city": "城市相同",
    "trade": "名称中的行业相同",
    "industry": "行业相同",
    "contact": "联系人相同",
}
_AGAINST = {
    "mobile": "手机号多家公司共用",
    "fixed": "电话多家公司共用",
    "mail": "邮箱多家公司共用",
    "wechat": "微信多家公司共用",
    "domain": "域名多家公司共用",
    "name": "公司字号不同",
    "city": "城市不同",
    "trade": "名称中的行业不同",
    "industry": "行业不同",
    "contact": "联系人不同",
}


def sayings(factors: Mapping[str, float]) -> list[str]:
    """Return one short Chinese clause per factor, the weightiest first."""
    ordered = sorted(factors.items(), key=lambda item: -abs(item[1]))
    return [(_FOR if bits > 0 else _AGAINST)[name] for name, bits in ordered]
