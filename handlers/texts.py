"""Every sentence the bot says: short, kind, Chinese. One function or constant per sentence."""

from __future__ import annotations

from collections.abc import Sequence

UNKNOWN_PERSON = "您还没有开通跟进助手，请联系管理员开通。"
HOME = "你今天想聊哪个客户？"
HELP = (
    "可以直接说：\n新线索 公司 联系人 手机号\n记录跟进 …\n查 公司名\n提醒我明天9点 …\n申请折扣 公司 金额 …\n"
    "也可以发一段语音，我会存成草稿。"
)
NOT_UNDERSTOOD = "这句我没听懂。可以说“新线索 公司 联系人 手机号”，或回复“帮助”。"
UNSUPPORTED = "这种消息我还看不懂，请发文字或语音。"
CARD_CHANGED = "卡片已更新，请看最新的一张。"
CARD_EXPIRED = "这张卡片已过期，请重新发起。"
CARD_FOREIGN = "这张卡片不是给您的，无法操作。"
CARD_UNREADABLE = "这个按钮无效，请从最新的卡片操作。"
NOTHING_TO_CONFIRM = "现在没有待确认的内容。"
STAGE_REFUSED = "阶段只能是：初步接触、方案沟通、报价中、已签约。"
PHONE_REFUSED = "这个手机号好像不对，请发11位手机号。"
DRAFT_DROPPED = "草稿已丢弃。"
EDIT_HINT = "直接回复要改的内容就行，比如：电话错了 是13900001234"
NO_SPEECH = "没有听到声音，请再说一次或发文字。"
TOO_LONG = "这条消息太长，我没有处理，请分开发（每条4000字以内）。"
EMPTY_MESSAGE = "没有看到内容，请发文字或语音。"
REASON_WANTED = "请回复拒绝的原因，一句话就行。"
PICK_COLLEAGUE = "请先在“转给”里选一位同事，再点一次。"
NO_APPROVERS = "暂时没有可处理的审批人，已通知管理员，您的申请已保存。"
NOT_YOUR_CHAT = "这位客户不在您的企业微信好友里，无法登记。"


def failed(error_id: str) -> str:
    """Something broke: what happened, what was kept, what to do."""
    return f"这条没处理成功，原文已保存，请稍后再试或联系管理员（编号 {error_id}）。"


def ask_missing(labels: Sequence[str], contact: str) -> str:
    """Ask for what a lead still lacks, and only that."""
    if list(labels) == ["手机号"]:
        return f"请补充{contact or '联系人'}的手机号。"
    return f"请补充：{'、'.join(labels)}。"


def lead_made(company: str, at: str) -> str:
    """Status on a confirmed draft."""
    return f"已登记 {at}" if company else f"已登记（待补全） {at}"


def draft_dropped(at: str) -> str:
    """Status on a dropped draft."""
    return f"已取消 {at}"


def already_made(company: str) -> str:
    """A second confirmation of the same draft."""
    return f"{company or '这条线索'}已经登记过了。"


def follow_up_saved(name: str, next_step: str, when: str) -> str:
    """A follow-up was stored."""
    tail = f"，下一步：{next_step}" if next_step else ""
    return f"已记录{name}的跟进{tail}{('（' + when + '）') if when else ''}。"


def which_customer(names: Sequence[str]) -> str:
    """Several customers fit."""
    return f"您说的是哪一位客户：{'、'.join(names)}？"


def nothing_found(words: str) -> str:
    """Nothing that this reader may see fits."""
    return f"没有找到“{words}”。"


def approval_sent(number: str, group: str) -> str:
    """The requester is told where the request went."""
    return f"审批 {number} 已提交给{group}，有结果会告诉您。"


def approval_decided(number: str, name: str, verdict: str, reason: str) -> str:
    """The requester is told how it ended."""
    return f"审批 {number} 已由{name}{verdict}。" + (f"理由：{reason}" if reason else "")


def approval_moved(number: str, name: str, why: str) -> str:
    """The requester and the new owner are told that it moved on."""
    return f"审批 {number} 已移交给{name}处理：{why}。"


def approval_escalated(number: str, why: str) -> str:
    """Those above are told that nobody in the group is there."""
    return f"审批 {number} 超时无人处理：{why}，请安排。"


def customer_added(name: str) -> str:
    """A customer added this rep."""
    return f"新客户{name}加了您，打开聊天侧边栏点“登记线索”即可。"


def registered(name: str, known: bool) -> str:
    """The sidebar's answer to a registration."""
    return f"{name}已经登记过，手机号已更新。" if known else f"已登记{name}。"


def linked_words(company: str, contact: str, phone: str) -> str:
    """The follow-up of a linked customer when nothing was said."""
    return f"再次登记：{' '.join(filter(None, (company, contact, phone)))}"


def linked_to(name: str, at: str) -> str:
    """Status on a card whose customer was known (F15)."""
    return f"已关联到{name} {at}"


def linked_to_yours(name: str, company: str) -> str:
    """The owner of a known customer is told that a colleague met them again."""
    return f"{name}也在接触您的客户{company}，内容已记到该客户的跟进里，报价前请先沟通。"


def intake_waiting(source: str, lead_id: str) -> str:
    """Marketing is told of a lead that nobody has yet; whose it is is not theirs to see."""
    return f"{source}来了1条新线索，待分配（编号 {lead_id}）。"


def intake_quarantined(channel: str, reason: str, row_id: str) -> str:
    """Marketing is told of a payload that cannot become a lead."""
    return f"{channel}有1条留资进了隔离区：{reason}（编号 {row_id}），原文已保存。"


def intake_unmapped(channel: str, keys: str, at: str, name: str, key: str) -> str:
    """Administrators are told of keys that nobody mapped (F22)."""
    return (
        f"发现未映射字段：{channel} 的 {keys}，首次出现 {at}。线索照常入库，认不出的来源记为未知。"
        f"映射后自动补上：genjin intake-map {name} {key}=字段"
    )


def intake_again(source: str, note: str) -> str:
    """The follow-up of a known customer who left their details again."""
    return f"再次从{source}留资" + (f"：{note}" if note else "")


def intake_met_again(name: str, source: str) -> str:
    """The owner is told of that."""
    return f"您的客户{name}又从{source}留资，请尽快联系。"


def intake_differs(channel: str, day: str, sent: int, received: int) -> str:
    """Administrators are told of a day whose numbers do not agree."""
    return f"{channel} {day} 对账不一致：发送{sent}条，收到{received}条，请核对。"


NOTHING_TO_UNDO = "没有可以撤销的操作。"
NOT_OFFERED = "这个操作暂时还不支持，请回复“帮助”看看我能做什么。"


def undone(name: str) -> str:
    """A lead was taken back."""
    return f"已撤销{name}的登记，草稿还在，回复“确认”可重新登记。"


NOTHING_CHANGED = "没有改动。"


def lead_changed(count: int) -> str:
    """A lead's page was saved."""
    return f"已保存，改了{count}项。"


def nobody_decides(group: str, subject: str) -> str:
    """Administrators are told that a group is empty (F80)."""
    return f"{group}组没有可处理的人，“{subject}”无人审批，请安排。"


ADMINS_ONLY = "这个操作只有管理员可以做。"
CONTRACT_FORM = "请这样说：登记合同 客户名称 金额 签约2026-11-20 到期2027-11-19"
END_WANTED = "合同已保存，还缺到期日，请回复日期，比如 2027-11-19。"
NO_END_MISSING = "没有到期日为空的合同。"


def done_by(name: str, at: str) -> str:
    """Status on something that is done."""
    return f"已由{name}完成 {at}"


def ends_estimated(count: int) -> str:
    """The repair of empty ends and the run after it."""
    return f"已为{count}份合同估填到期日（今天+365天）并重跑，任务已生成。请尽快核实。"


def renewals_run(done: int, failed: int) -> str:
    """A run of the renewal reminders."""
    return f"续费提醒已重跑：成功{done}，失败{failed}。"


def renewal_planned(number: str, day: str) -> str:
    """An end was completed."""
    return f"合同 {number} 的到期日已补，续费提醒在 {day}。"


def contract_undone(at: str) -> str:
    """Status on a contract that was taken back."""
    return f"已撤销 {at}"


def approval_reminder(number: str, subject: str, minutes: int) -> str:
    """Whoever has an approval is reminded before the limit."""
    left = f"{minutes // 60}小时{minutes % 60}分" if minutes >= 60 else f"{minutes}分钟"
    return f"审批 {number}（{subject[:30]}）还有{left}到时限，请尽快处理。"


def may_not_ask(name: str) -> str:
    """Somebody asked for what their role may not ask for."""
    return f"您的角色不能申请{name}，请联系主管。"


def approval_withdrawn(number: str, name: str) -> str:
    """Those asked are told that a request was taken back."""
    return f"审批 {number} 已由{name}撤回。"


def one_more(number: str, agreed: int, need: int) -> str:
    """One of several consents was given."""
    return f"审批 {number} 已记录您的同意（{agreed}/{need}），还需另一位同意才会生效。"


def next_level(number: str, group: str) -> str:
    """The requester is told that a level agreed and the next one decides."""
    return f"审批 {number} 已通过一级，现由{group}处理。"


def approver_left(number: str, name: str, to: str) -> str:
    """The requester is told that an approver left and who has it now (F80)."""
    return f"审批 {number} 的处理人{name}已离职，已移交给{to}处理，时限重新计算。"


def group_empty(number: str, group: str) -> str:
    """Administrators are told that nobody is left to decide (F80)."""
    return f"审批 {number}：{group}组已没有可处理的人，请您处理或安排，系统不会自动通过。"


def no_such_approval(number: str) -> str:
    """A number that is unknown, or not this person's."""
    return f"没有找到审批 {number}。"


NOT_AN_APPROVER = "这位同事不在这张审批的处理组里。"


def webhook_changed(number: str) -> str:
    """The two-person rule was met and the setting applied (F84)."""
    return f"审批 {number} 已由两人同意，配置变更已生效，防复发记录已入知识库。"


def approval_void(number: str) -> str:
    """A request was agreed to, but what it asked for is no longer there or no longer allowed."""
    return f"审批 {number} 已同意，但内容已变化或权限已收回，没有执行，请重新申请。"


def discount_granted(number: str) -> str:
    """The requester may quote the discount."""
    return f"审批 {number} 的折扣已生效，已为您建好报价待办。"


LEAVE_FORM = "请这样说：我请假到周五，审批交给冯雪"
NO_DELEGATE = "只能委托给同岗位的同事或您的主管。"
NOT_ON_LEAVE = "您没有登记请假。"
BACK = "欢迎回来，审批和提醒已恢复。"


def on_leave(until: str, delegate: str, moved: int) -> str:
    """A leave was kept."""
    who = f"，期间审批由{delegate}处理" if delegate else ""
    return f"已登记请假到 {until}{who}" + (f"，已移交{moved}张审批。" if moved else "。")


HANDOVER_FORM = "请这样说：交接 张伟 给 李娜"
PICK_RECEIVER = "请先在“交接给”里选一位同事，再点确认。"


def nothing_to_hand_over(name: str) -> str:
    """There is nothing that could move."""
    return f"{name}名下没有可交接的内容。"


def handed_over(giver: str, leads: int, by: str) -> str:
    """The receiver is told."""
    return f"{by}已把{giver}的工作交接给您（{leads}条线索，阶段不变），待办和提醒也一并转来。"


def handover_undone(giver: str, receiver: str) -> str:
    """A hand-over was put back."""
    return f"已撤销：{giver}交给{receiver}的内容已全部恢复。"
