"""Reads a sentence about rights (F98): `销售只能看自己的客户` becomes a rule; what can be meant in two ways asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.people import Role, User
from crm.rights.reach import HIDDEN, SHOWN, Act, Reach, field_key
from crm.rights.rule import AT_LEAST

MANAGE = (Act.SEE, Act.EDIT, Act.DELETE, Act.RESTORE, Act.EXPORT)
LONGEST = 60

ROLES: Mapping[str, Role] = {
    "销售代表": Role.SALES, "销售人员": Role.SALES, "销售员": Role.SALES, "销售": Role.SALES, "业务员": Role.SALES,
    "销售主管": Role.SUPERVISOR, "主管": Role.SUPERVISOR, "组长": Role.SUPERVISOR, "销售总监": Role.DIRECTOR,
    "总监": Role.DIRECTOR, "系统管理员": Role.ADMIN, "管理员": Role.ADMIN, "市场部": Role.MARKETING,
    "市场人员": Role.MARKETING, "市场": Role.MARKETING, "财务人员": Role.FINANCE, "财务": Role.FINANCE,
    "客服": Role.SERVICE, "售后": Role.SERVICE, "实习生": Role.INTERN,
}  # fmt: skip
DOUBTFUL = (
    "经理",
    "领导",
    "老板",
    "负责人",
    "大家",
    "所有人",
    "全员",
    "每个人",
    "员工",
    "他们",
    "她们",
    "他",
    "她",
    "我们",
    "同事",
)
SCOPES: Mapping[str, Reach] = {
    "自己": Reach.OWN, "本人": Reach.OWN, "名下": Reach.OWN, "我的": Reach.OWN, "自有": Reach.OWN,
    "本组": Reach.TEAM, "组内": Reach.TEAM, "团队": Reach.TEAM, "本部门": Reach.TEAM, "小组": Reach.TEAM,
    "全部": Reach.ALL, "所有": Reach.ALL, "全公司": Reach.ALL, "整个公司": Reach.ALL, "任何": Reach.ALL,
}  # fmt: skip
ACTS: Mapping[str, tuple[Act, ...]] = {
    "查看": (Act.SEE,), "浏览": (Act.SEE,), "看到": (Act.SEE,), "看": (Act.SEE,), "查": (Act.SEE,),
    "编辑": (Act.EDIT,), "修改": (Act.EDIT,), "改": (Act.EDIT,),
    "删除": (Act.DELETE, Act.RESTORE), "删": (Act.DELETE, Act.RESTORE), "恢复": (Act.RESTORE,),
    "导出": (Act.EXPORT,), "管理": MANAGE,
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    "线索来源渠道": "channel", "线索来源": "channel", "来源渠道": "channel", "来源": "channel",
    "首次接触时间": "created_at", "接触时间": "created_at",
}  # fmt: skip

_SENTENCE = re.compile(
    r"(?:让|允许|禁止)?(?P<who>[^\s，,可只不能无得禁允]{1,12}?)(?:们)?\s*"
    r"(?P<may>只能|只可以|只允许|仅能|仅可|可以|能够|允许|能|可|不能|不可以|不可|不得|不允许|不准|禁止|无权)\s*"
    r"(?P<acts>(?:查看|浏览|看到|看|查|编辑|修改|改|删除|删|恢复|导出|管理|[和、及与并或])+)\s*"
    r"(?P<what>.{0,20}?)[\s。.!！]*"
)
_OTHERS = re.compile(r"别人|他人|其他人|同事")
_REST = re.compile(rf"{'|'.join(SCOPES)}|{_OTHERS.pattern}|客户库|客户|线索|数据|资料|信息|[的和与及、]|\s")


@dataclass(frozen=True, slots=True)
class Understood:
    """Whose rights (`role:sales` or `user:intern`) become what: act, or `field:…`, → reach. `name` is for people."""

    subject: str
    name: str
    changes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What cannot be told: `who` nobody or several fit, `scope` whose customers, `sentence` all of it."""

    about: str
    names: tuple[str, ...] = ()


def read_rule(sentence: str, people: Sequence[User]) -> Understood | Doubt:
    """Return the rule that this sentence can only mean, otherwise what to ask for. It decides nothing by guessing."""
    found = _SENTENCE.fullmatch(sentence.strip())
    if found is None or len(sentence) > LONGEST:
        return Doubt("sentence")
    whom = _subject(found["who"], people)
    if isinstance(whom, Doubt):
        return whom
    acts = _acts(found["acts"])
    forbidden = found["may"][0] in "不禁无"
    field = next((key for word, key in FIELDS.items() if word in found["what"]), None)
    if field is not None:
        if acts != [Act.SEE] or found["may"].startswith(("只", "仅")):
            return Doubt("sentence")
        return Understood(*whom, {field_key(field): HIDDEN if forbidden else SHOWN})
    reach = _reach(found["what"], forbidden)
    if isinstance(reach, Doubt):
        return reach
    if forbidden or found["may"].startswith(("只", "仅")):
        return Understood(*whom, {act.value: reach.value for act in acts})
    # `可以` takes nothing away, and whoever may delete a customer sees it.
    changes = {act.value: f"{reach.value}{AT_LEAST}" for act in dict.fromkeys((Act.SEE, *acts))}
    return Understood(*whom, changes)


def _subject(who: str, people: Sequence[User]) -> tuple[str, str] | Doubt:
    if who in ROLES:
        return f"role:{ROLES[who].value}", who
    if who in DOUBTFUL:
        return Doubt("who", ("销售", "主管", "总监", "管理员"))
    named = [user for user in people if who in (user.name, user.id)]
    if len(named) == 1:
        return f"user:{named[0].id}", named[0].name
    return Doubt("who", tuple(f"{user.name}（{user.team or user.role}）" for user in named))


def _acts(words: str) -> list[Act]:
    found: dict[Act, None] = {}
    for word in re.findall("|".join(ACTS), words):
        found.update(dict.fromkeys(ACTS[word]))
    return list(found)


def _reach(what: str, forbidden: bool) -> Reach | Doubt:
    """Return how far it goes. `不能看` without a word on whose means none at all; `可以看` without one asks."""
    if _REST.sub("", what):
        return Doubt("sentence")
    if _OTHERS.search(what):
        return Reach.OWN if forbidden else Doubt("scope")
    scopes = {reach for word, reach in SCOPES.items() if word in what}
    if forbidden:
        return Reach.NONE if not scopes or (scopes == {Reach.ALL} and "任何" in what) else Doubt("scope")
    return scopes.pop() if len(scopes) == 1 else Doubt("scope")
