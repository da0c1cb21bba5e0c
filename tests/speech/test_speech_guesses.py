"""Names that were heard as something else come back as candidates, in a big book too."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from nlp.reading import BookEntry
from nlp.speech.brand_sounds import sound_of
from nlp.speech.finishing import finish, warnings_about
from nlp.speech.names import correct, index_of

MISHEARD = Path(__file__).parent / "misheard.tsv"
CORE = "安瑞丰恒达创新绿联科石启航海康雷鸟极米宇视大疆致欧博远华信天诚金鼎盛德中泰联合东方明汇宏图嘉禾优品智云蓝"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲英华玉萍红梅鑫宇浩凯健俊帆雪雨晨婷慧倩琳佳欣博志海"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
TAILS = ("科技", "电子", "光电", "机电", "贸易", "创新", "家居", "智能", "实业", "外贸")


def rows() -> list[dict[str, str]]:
    with MISHEARD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def big_book() -> list[BookEntry]:
    """Return 7,000 names, those of the dictations among them."""
    dice = random.Random(4)
    firms = list(dict.fromkeys(row["company"] for row in rows() if row["company"]))
    true = {row["person"]: row["company"] for row in rows() if row["person"]}
    while len(firms) < 2000:
        firms.append("".join(dice.sample(CORE, 2)) + dice.choice(TAILS))
    people = dict(true)
    while len(people) < 5000:
        people.setdefault(
            dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2, 2)))), dice.choice(firms)
        )
    book = [BookEntry("company", name) for name in firms]
    book += [BookEntry("person", name, company=firm) for name, firm in people.items()]
    return [*book, BookEntry("product", "Shopify"), BookEntry("product", "滤芯")]


def test_the_true_name_is_among_the_candidates_of_seven_thousand() -> None:
    book = big_book()
    said = found = 0
    wrong: list[str] = []
    for row in rows():
        text, corrections = finish(row["heard"], book)
        names = [row[kind] for kind in ("company", "person") if row[kind]]
        offered = {correction.to for correction in corrections}
        said += len(names)
        found += sum(name in text or name in offered for name in names)
        wrong += [
            c.to for c in corrections if c.applied and c.to in {e.name for e in book} and c.to not in row.values()
        ]

    assert found / said >= 0.90
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("海康威士回款24万,都想输为款下周一到账", "高翔"),
        ("只要加机证明说报价太高", "致欧家居"),
        ("巴雷友冲星的阶段改成方案报价", "雷鸟创新"),
        ("新建联系人张亚庭大将", "张雅婷"),
    ],
)
def test_a_name_far_from_its_sound_is_still_a_candidate(text: str, name: str) -> None:
    book = [BookEntry("company", row["company"]) for row in rows() if row["company"]]
    book += [BookEntry("person", row["person"], company=row["company"]) for row in rows() if row["person"]]

    assert name in {correction.to for correction in correct(text, index_of(book))[1]}


def test_at_most_five_names_claim_one_place_and_far_ones_are_not_asked_about() -> None:
    _, corrections = finish("把零药创新的阶段改成方案报价", big_book())
    offered = [c for c in corrections if not c.applied]

    assert 0 < len({c.to for c in offered}) <= 5
    assert warnings_about("", [c for c in offered if not c.likely]) == ()


def test_brands_written_in_chinese_characters_are_candidates_and_never_put_in() -> None:
    book = [BookEntry("product", "Shopify"), BookEntry("competitor", "Salesforce"), BookEntry("product", "Lazada")]

    for text, name in (
        ("江小琳从杀不犯转过来", "Shopify"),
        ("他们用塞尔斯福斯", "Salesforce"),
        ("在来赞达开店", "Lazada"),
    ):
        kept, corrections = finish(text, book)
        assert kept == text
        assert (name, False) in [(c.to, c.applied) for c in corrections]


@pytest.mark.parametrize("text", ["客户说下周要报价方案", "今天去拜访了客户，价格有点高，交期也紧", "我们下午三点开会"])
def test_ordinary_speech_offers_no_brand(text: str) -> None:
    assert finish(text, [BookEntry("product", "Shopify"), BookEntry("competitor", "Salesforce")])[1] == ()


def test_spelt_letters_are_the_name_they_spell() -> None:
    assert finish("他们用S A P系统", [BookEntry("product", "SAP")])[0] == "他们用SAP系统"
    assert sound_of("Siemens") == ("si", "men", "si")


def test_a_product_that_sounds_the_same_is_asked_about() -> None:
    text, corrections = finish("要50套率新样品", [BookEntry("product", "滤芯")])

    assert warnings_about(text, corrections) == ("听到“率新”，是滤芯吗？",)
