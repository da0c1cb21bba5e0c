"""Sentences about rights: what each can only mean, and which ones are asked about (F98)."""

from __future__ import annotations

import pytest

from crm.people import User
from crm.rights.entries import may_use
from crm.rights.reach import Act, Reach, hidden_fields, reach
from crm.rights.rule import RightsRule, effects, grants_under
from crm.rights.sentence import Doubt, Understood, read_rule
from tests.rights.talking import NOW


def people() -> list[User]:
    return [
        User("zhangwei", "张伟", "sales", "华东组"),
        User("lina", "李娜", "sales", "华东组"),
        User("wangfang", "王芳", "supervisor", "华东组"),
        User("intern", "小何", "intern"),
        User("twin1", "陈晨", "sales", "华南组"),
        User("twin2", "陈晨", "service"),
    ]


MANAGE = {"see": "all+", "edit": "all+", "delete": "all+", "restore": "all+", "export": "all+"}
MEANT = {
    "销售只能看自己的客户": ("role:sales", {"see": "own"}),
    "销售们只能查看自己的客户。": ("role:sales", {"see": "own"}),
    "销售不能看别人的客户": ("role:sales", {"see": "own"}),
    "主管可以导出全部客户": ("role:supervisor", {"see": "all+", "export": "all+"}),
    "主管只能导出本组的客户": ("role:supervisor", {"export": "team"}),
    "主管不能导出客户": ("role:supervisor", {"export": "none"}),
    "总监可以看所有客户": ("role:director", {"see": "all+"}),
    "客服可以查看和修改本组的客户": ("role:service", {"see": "team+", "edit": "team+"}),
    "实习生不能删除客户": ("role:intern", {"delete": "none", "restore": "none"}),
    "小何可以管理全部客户": ("user:intern", MANAGE),
    "客服不能看线索来源": ("role:service", {"field:channel": "hidden"}),
    "客服可以看线索来源渠道": ("role:service", {"field:channel": "shown"}),
    "销售不能看首次接触时间": ("role:sales", {"field:created_at": "hidden"}),
}
ASKED = {
    "销售可以看客户": "scope",
    "销售只能看客户": "scope",
    "销售可以看别人的客户": "scope",
    "销售不能看全部客户": "scope",
    "销售可以看自己和本组的客户": "scope",
    "经理只能看自己的客户": "who",
    "所有人可以编辑全部客户": "who",
    "他只能看自己的客户": "who",
    "陈晨只能看自己的客户": "who",
    "老王可以看全部客户": "who",
    "销售只能看自己的合同": "sentence",
    "销售只能看线索来源": "sentence",
    "销售可以飞到全部客户": "sentence",
    "给大家开权限": "sentence",
    "": "sentence",
    "销售只能看自己的客户" + "和" * 80: "sentence",
}


@pytest.mark.parametrize("sentence", MEANT)
def test_a_sentence_that_means_one_thing(sentence: str) -> None:
    read = read_rule(sentence, people())
    assert isinstance(read, Understood), read
    assert (read.subject, dict(read.changes)) == MEANT[sentence]


@pytest.mark.parametrize("sentence", ASKED)
def test_a_sentence_that_could_mean_more_is_asked_about(sentence: str) -> None:
    read = read_rule(sentence, people())
    assert isinstance(read, Doubt), read
    assert read.about == ASKED[sentence]


def rule(sentence: str) -> RightsRule:
    read = read_rule(sentence, people())
    assert isinstance(read, Understood), read
    return RightsRule("r", sentence, read.subject, read.name, dict(read.changes), 0, "admin", NOW)


def under(person: User, *sentences: str) -> User:
    person.grants = grants_under(person, [rule(sentence) for sentence in sentences])
    return person


def test_nobody_may_change_what_they_may_not_see() -> None:
    boss = under(people()[2], "主管只能看自己的客户")
    assert {act: reach(boss, act) for act in (Act.SEE, Act.EDIT, Act.DELETE, Act.EXPORT)} == dict.fromkeys(
        (Act.SEE, Act.EDIT, Act.DELETE, Act.EXPORT), Reach.OWN
    )
    assert reach(under(people()[2], "主管可以看自己的客户"), Act.SEE) == Reach.TEAM


def test_a_later_rule_goes_before_an_earlier_one() -> None:
    both = ("小何可以管理全部客户", "实习生不能看客户")
    assert reach(under(people()[3], *both), Act.DELETE) == Reach.NONE
    held = under(people()[3], *reversed(both))
    assert reach(held, Act.DELETE) == Reach.ALL and may_use(held, "intent:query")
    assert not may_use(held, "card:rights_rule") and not may_use(people()[3], "intent:query")
    held.active = False
    assert reach(held, Act.DELETE) == Reach.NONE and not may_use(held, "intent:help")


def test_a_grant_that_no_rule_could_write_reaches_nothing() -> None:
    person = people()[0]
    person.grants = {"see": "everything"}
    assert reach(person, Act.SEE) == Reach.NONE


def test_the_preview_counts_whose_rows_come_and_go() -> None:
    rows = {"zhangwei": 3, "lina": 4, "twin1": 5, "gone": 1}
    found = {one.person.id: (one.gained, one.lost) for one in effects(people(), [], [rule("总监可以看所有客户")], rows)}
    assert found == {}
    found = {one.person.id: (one.gained, one.lost) for one in effects(people(), [], [rule("销售可以看全部客户")], rows)}
    assert found == {"zhangwei": (10, 0), "lina": (9, 0), "twin1": (8, 0)}
    wide = [rule("销售可以看全部客户")]
    back = effects(people(), wide, [*wide, rule("销售只能看自己的客户")], rows)
    assert {one.person.id: (one.gained, one.lost) for one in back} == {
        "zhangwei": (0, 10), "lina": (0, 9), "twin1": (0, 8),
    }  # fmt: skip


def test_a_hidden_field_is_only_hidden() -> None:
    assert hidden_fields(under(people()[5], "客服不能看线索来源")) == {"channel"}
    assert hidden_fields(under(people()[5], "客服不能看线索来源", "客服可以看线索来源")) == frozenset()
