"""What the bot says about a customer: the stage, what they talk about, who fits a question."""

from __future__ import annotations

from collections.abc import Sequence

STAGE_REASON = "改阶段要写原因，一句话就行。"
QUESTION_FORM = "这个我还查不了。可以这样问：查 安克创新；显示报价中的客户；哪些客户一周没跟进。"
NO_TALK = "无数据"


def ask_stage_reason(name: str, stage: str) -> str:
    """A change of stage without a reason (F48)."""
    return f"{name}改为{stage}，请说一下原因，一句话就行。"


def stage_already(name: str, stage: str) -> str:
    """The customer stands there already."""
    return f"{name}已经是{stage}。"


def stage_changed(name: str, before: str, after: str) -> str:
    """The stage was changed by hand."""
    return f"{name}的阶段：{before} → {after}，原因已记录。"


def change_undone(name: str, labels: Sequence[str]) -> str:
    """A change by plain words was taken back."""
    return f"已撤销，{name}的{'、'.join(labels)}改回原来的了。"


def last_talk(name: str, at: str, words: str) -> str:
    """What was written down last about a customer."""
    return f"{name}上次跟进（{at}）：{words}"


def nothing_written(name: str) -> str:
    """Nothing was written down about a customer yet."""
    return f"{name}还没有跟进记录。聊过了就告诉我，我来记。"


def stage_moved(name: str, before: str, after: str) -> str:
    """The customer's own words moved the stage (F52)."""
    if before == after:
        return f"{name}又主动询问了报价或参数，请尽快跟进。"
    return f"{name}主动询问报价或参数，阶段已从{before}变为{after}，请尽快跟进。"


def customer_tagged(name: str, tag: str) -> str:
    """The customer's own words fired a tag (F54)."""
    return f"{name}：{tag}。"


def talk_told(rivals: int, delivery: int, price_density: float) -> str:
    """The three figures of a conversation (F58)."""
    return f"竞品提及{rivals}次，询问交付{delivery}次，价格词每百字{price_density:g}个"


def keywords_of(name: str, words: Sequence[str]) -> str:
    """What the notes about a customer are about."""
    return f"{name}的关键词：{'、'.join(words)}"


def no_keywords(name: str) -> str:
    """There are no notes to count."""
    return f"{name}还没有跟进内容，暂时没有关键词。"


def question_unclear(words: Sequence[str]) -> str:
    """A question has words or filters that nobody understood: asked back, never guessed (F91)."""
    return f"{'、'.join(words)}还不能用来筛选，请换个说法，比如：显示报价中的客户。"


def contracts_answered(told: str, count: int, lines: Sequence[str]) -> str:
    """The contracts a question asks for, with the filter that was used (F91)."""
    return "\n".join([f"筛选条件：{told}", f"共{count}份合同" + ("：" if lines else "。"), *lines])


def question_answered(told: str, count: int, names: Sequence[str]) -> str:
    """The customers a question asks for, with the filter that was used (F91)."""
    return "\n".join([f"筛选条件：{told}", f"共{count}位客户" + ("：" if names else "。"), *names])
