"""The exact words of everything the bot says. Whoever changes a sentence changes it here as well."""

from __future__ import annotations

import types
from importlib import import_module
from pathlib import Path

import pytest

HANDLERS = Path(__file__).parents[2] / "handlers"
MODULES = [import_module(f"handlers.{path.stem}") for path in sorted(HANDLERS.glob("*texts.py"))]
SAID = {name: value for module in MODULES for name, value in vars(module).items()}

CONSTANTS = {
    "RULE_FORM": "请把权限说成一句，比如：销售只能看自己的客户；主管可以导出本组的客户；客服不能看线索来源。",
    "RULE_SCOPE": "是自己的、本组的，还是全部客户？请说完整，比如：销售只能看自己的客户。",
    "RULE_NO_EFFECT": "这条规则不会改变任何人的权限，没有保存。",
    "RULE_HINT": "确认后立即生效，可以撤销。",
    "RULE_MOVED": "预览之后权限又变过，请按新的预览核对后再确认。",
    "RULE_OLD": "这份预览已超过24小时，请重新说一遍。",
    "NO_RULES": "没有另设的权限规则，按默认权限执行。",
    "EVERYBODY_EDITS": "注意：这样等于全员可编辑，曾因此误删过327个客户。",
    "SCAN_SUBJECT": "权限检查：发现越权",
    "IMPORT_NOTHING": "还没有导入过表格。",
    "IMPORT_MOVED": "这次导入已经处理过了。",
    "HOME_HINT": "你今天想聊哪个客户？点名字，或直接说客户名。",
    "NOTE_WANTED": "请说跟进的内容，发文字或语音都行。",
    "NOTE_DONE": "这条已经保存过了。",
    "NO_CUSTOMER": "还不知道是哪位客户，请先说客户名。",
    "LEFT_OPEN": "好的，先不填。",
    "PICK_TAG": "请先勾选标签，再点一次。",
    "FILTER_OFF": "敏感词过滤没有开启，不能同步聊天内容。",
    "CLIP_TIME": "时间看不懂，没有同步。",
    "ORDERS_REFUSED": "我只记客户和跟进，不执行这样的指令。",
    "CHAT_LOG": "收到一段聊天记录。要存下来，请说“记录跟进 客户名 内容”。",
    "ADVERTISEMENT": "这像是广告，我没有登记。真有这位客户，请说“新线索 公司 联系人 手机号”。",
    "CLIP_EMPTY": "没有可同步的内容。",
    "CALL_NOTED": "已发到您的聊天里，点“保存纪要”就行。",
    "REMIND_WHAT": "请说要提醒您做什么。",
    "REMIND_TIME": "什么时候提醒您？比如：明天9点。",
    "REMIND_PAST": "这个时间已经过了，请换一个时间。",
    "NO_RIGHT": "您没有这个权限，已记录。如需开通请联系管理员。",
    "NO_EXPORT": "您没有导出权限，已记录。需要名单请找主管导出。",
    "NO_OWN_CHAT": "没有找到您的私聊，无法发送，请先私聊我一次。",
    "NOTHING_TO_EXPORT": "没有可以导出的线索。",
    "DELETE_FORM": "请说要删除哪个客户，比如：删除 安克创新。",
    "DELETED_HINT": "点“撤销”或回复“恢复”可以全部找回。",
    "NOTHING_DELETED": "没有可以恢复的删除。",
    "STEP_UP_HINT": "验证码已发到您的私聊，请直接回复6位数字。",
    "STEP_UP_ELSEWHERE": "需要验证，验证码已发到您的私聊。",
    "STEP_UP_EXPIRED": "验证码已过期，请重新发起。",
    "STEP_UP_LOCKED": "验证码连续输错，操作已锁定，请10分钟后重新发起。",
    "AMOUNT_FORM": "请这样说：改合同金额 合同编号 15万",
    "AMOUNT_MOVED": "合同金额已被改动，请核对后重新发起。",
    "MERGE_FORM": "请这样说：合并 安克创新 和 Anker Inc.（前一个为主），或：把 甲 合并到 乙。",
    "MERGE_CHANGED": "客户资料刚有变化，已更新预览，请再看一眼。",
    "MERGE_GONE": "这些客户已经合并过，或者已经不在了。",
    "MERGE_ONE": "这几个名字已经是同一个客户，不用合并。",
    "SPLIT_FORM": "请说要拆分哪个客户，比如：拆分 安克创新。",
    "SPLIT_LATER": "这个客户后来又并入了别的客户，请先拆分后来那一次。",
    "UNKNOWN_PERSON": "您还没有开通跟进助手，请联系管理员开通。",
    "HOME": "你今天想聊哪个客户？",
    "HELP": (
        "可以直接说：\n新线索 公司 联系人 手机号\n记录跟进 …\n查 公司名\n提醒我明天9"
        "点 …\n申请折扣 公司 金额 …\n也可以发一段语音，我会存成草稿。"
    ),
    "NOT_UNDERSTOOD": "这句我没听懂。可以说“新线索 公司 联系人 手机号”，或回复“帮助”。",
    "UNSUPPORTED": "这种消息我还看不懂，请发文字或语音。",
    "CARD_CHANGED": "卡片已更新，请看最新的一张。",
    "CARD_EXPIRED": "这张卡片已过期，请重新发起。",
    "CARD_FOREIGN": "这张卡片不是给您的，无法操作。",
    "CARD_UNREADABLE": "这个按钮无效，请从最新的卡片操作。",
    "NOTHING_TO_CONFIRM": "现在没有待确认的内容。",
    "STAGE_REFUSED": "阶段只能是：初步接触、方案沟通、报价中、已签约。",
    "PHONE_REFUSED": "这个手机号好像不对，请发11位手机号。",
    "DRAFT_DROPPED": "草稿已丢弃。",
    "EDIT_HINT": "直接回复要改的内容就行，比如：电话错了 是13900001234",
    "NO_SPEECH": "没有听到声音，请再说一次或发文字。",
    "TOO_LONG": "这条消息太长，我没有处理，请分开发（每条4000字以内）。",
    "EMPTY_MESSAGE": "没有看到内容，请发文字或语音。",
    "REASON_WANTED": "请回复拒绝的原因，一句话就行。",
    "PICK_COLLEAGUE": "请先在“转给”里选一位同事，再点一次。",
    "NO_APPROVERS": "暂时没有可处理的审批人，已通知管理员，您的申请已保存。",
    "NOT_YOUR_CHAT": "这位客户不在您的企业微信好友里，无法登记。",
    "NOTHING_TO_UNDO": "没有可以撤销的操作。",
    "NOT_OFFERED": "这个操作暂时还不支持，请回复“帮助”看看我能做什么。",
    "NOTHING_CHANGED": "没有改动。",
    "ADMINS_ONLY": "这个操作只有管理员可以做。",
    "CONTRACT_FORM": "请这样说：登记合同 客户名称 金额 签约2026-11-20 到期2027-11-19",
    "END_WANTED": "合同已保存，还缺到期日，请回复日期，比如 2027-11-19。",
    "NO_END_MISSING": "没有到期日为空的合同。",
    "NOT_AN_APPROVER": "这位同事不在这张审批的处理组里。",
    "LEAVE_FORM": "请这样说：我请假到周五，审批交给冯雪",
    "NO_DELEGATE": "只能委托给同岗位的同事或您的主管。",
    "NOT_ON_LEAVE": "您没有登记请假。",
    "BACK": "欢迎回来，审批和提醒已恢复。",
    "HANDOVER_FORM": "请这样说：交接 张伟 给 李娜",
    "PICK_RECEIVER": "请先在“交接给”里选一位同事，再点确认。",
}

SENTENCES = [
    (
        "sources_line",
        [{"客户公司": "杭州测试", "时间": "下周三\n下午", "待办": "一二三四五六七八九十一二三"}],
        ("来自原话：客户公司“杭州测试”、时间“下周三 下午”、待办“一二三四五六七八九十一…”"),
    ),
    ("sources_line", [{}], ""),
    ("too_many_sides", [20], "一次最多合并20个客户，请分几次。"),
    ("merged_at", ["10:05"], "已合并 10:05"),
    ("split_at", ["10:05"], "已拆分 10:05"),
    ("split_done", ["安克创新", 2, 9], "已拆分：安克创新恢复为2个客户，9条记录回到原处，之后补充的也各归各家。"),
    ("split_told", ["安克创新", "王芳"], "王芳已拆分客户安克创新，您的客户已恢复原样。"),
    ("merged_into", ["Anker Inc.", "安克创新"], "Anker Inc.已并入安克创新，跟进都在那里。"),
    ("import_counts", [{"新建": 3, "退回": 1}], "新建3、退回1"),
    ("import_counts", [{}], "没有可用的行"),
    ("import_line", ["展会.xlsx", "已导入", "新建3", "a1b2"], "展会.xlsx：已导入，新建3（编号 a1b2）"),
    ("import_again", ["展会.xlsx", 5, ""], "名单《展会.xlsx》第5行再次出现"),
    ("import_again", ["展会.xlsx", 5, "留言：要样品"], "名单《展会.xlsx》第5行再次出现：留言：要样品"),
    ("import_for_owner", ["展会.xlsx", 3, 0], "名单《展会.xlsx》已导入，3位新客户归您，请尽快联系。"),
    (
        "import_for_owner",
        ["展会.xlsx", 3, 2],
        "名单《展会.xlsx》已导入，3位新客户归您，您的2位老客户又出现，请尽快联系。",
    ),
    ("import_started", ["周敏", "10:05"], "周敏已确认 10:05，正在导入"),
    ("import_dropped", ["周敏", "10:05"], "周敏已放弃 10:05，没有导入任何数据"),
    ("import_undoing", ["周敏", "10:05"], "周敏已撤销 10:05，正在撤回"),
    ("import_undone", [3, 0], "已撤回3条新线索"),
    ("import_undone", [3, 1], "已撤回3条新线索，1条已有人跟进，予以保留"),
    ("import_unusable", ["展会.xlsx", "文件是空的"], "名单《展会.xlsx》没有导入：文件是空的。"),
    ("intake_waiting", ["官网", "a1b2"], "官网来了1条新线索，待分配（编号 a1b2）。"),
    (
        "intake_quarantined",
        ["抖音", "没有手机号", "a1b2"],
        "抖音有1条留资进了隔离区：没有手机号（编号 a1b2），原文已保存。",
    ),
    (
        "intake_unmapped",
        ["官网", "source_channel", "2026-11-20 10:23", "website", "source_channel"],
        "发现未映射字段：官网 的 source_channel，首次出现 2026-11-20 10:23。线索照常入库，认不出的来源记为未知。"
        "映射后自动补上：genjin intake-map website source_channel=字段",
    ),
    ("intake_again", ["官网", ""], "再次从官网留资"),
    ("intake_again", ["官网", "要样品"], "再次从官网留资：要样品"),
    ("intake_met_again", ["安克创新", "官网"], "您的客户安克创新又从官网留资，请尽快联系。"),
    ("intake_differs", ["官网", "2026-11-20", 5, 4], "官网 2026-11-20 对账不一致：发送5条，收到4条，请核对。"),
    ("too_many_phones", [6], "一条消息里有6个手机号，请一次发一位客户。"),
    ("ask_sure", ["预算范围", "12万"], "预算范围是“12万”吗？回复“是”，或直接发正确的。"),
    ("note_lacks", [["联系人", "手机号"]], "还没保存，缺：联系人、手机号。请回复“联系人”。"),
    ("note_open", [["联系人", "手机号"]], "未保存，缺：['联系人', '手机号']"),
    ("note_saved", ["10:05"], "已保存 10:05"),
    ("undone_status", ["10:05"], "已撤销 10:05，可修改后再提交"),
    ("follow_up_undone", ["杭州测试", True], "已撤销杭州测试的跟进，内容还在卡片上，改好可再提交。"),
    ("follow_up_undone", ["杭州测试", False], "已撤销杭州测试的跟进。"),
    ("first_contact_short", ["预算范围", 19], "预算范围至少20字，现在19字，请补充（可以发语音）。"),
    ("first_contact_count", [19], "19/20字，请多写一点"),
    ("first_contact_saved", ["杭州测试", "电话"], "已记录杭州测试的首次联系（电话）。"),
    ("ask_progress", ["预算范围"], "顺便补一项：预算范围是？下次跟进前要填好。"),
    ("progress_kept", ["预算范围"], "已记下预算范围。"),
    ("ask_stage_reason", ["杭州测试", "报价中"], "杭州测试改为报价中，请说一下原因，一句话就行。"),
    ("stage_changed", ["杭州测试", "初步接触", "需求确认"], "杭州测试的阶段：初步接触 → 需求确认，原因已记录。"),
    (
        "stage_moved",
        ["杭州测试", "初步接触", "需求确认"],
        "杭州测试主动询问报价或参数，阶段已从初步接触变为需求确认，请尽快跟进。",
    ),
    ("stage_moved", ["周砚", "需求确认", "需求确认"], "周砚又主动询问了报价或参数，请尽快跟进。"),
    ("customer_tagged", ["杭州测试", "价格敏感"], "杭州测试：价格敏感。"),
    ("minutes_saved", [["样品需求", "交期紧张"], "10:05"], "已保存纪要 10:05，关注点：样品需求、交期紧张"),
    ("minutes_saved", [[], "10:05"], "已保存纪要 10:05"),
    ("tagged", [["样品需求", "交期紧张"], "10:05"], "已打标 10:05：样品需求、交期紧张"),
    ("act_done", ["已发送白皮书", "1/3", "10:05"], "已发送白皮书 10:05，需求深度分 1/3"),
    ("clip_kept", ["杭州测试", True], "已同步杭州测试的聊天片段，敏感内容已隐藏。"),
    ("clip_kept", ["杭州测试", False], "已同步杭州测试的聊天片段。"),
    ("keywords_of", ["杭州测试", "安克"], "杭州测试的关键词：安、克"),
    ("no_keywords", ["杭州测试"], "杭州测试还没有跟进内容，暂时没有关键词。"),
    ("tag_list", [["样品需求", "交期紧张"]], "共2个标签：样品需求、交期紧张"),
    ("without_next_step", [["10:05 安克：已联系"]], "未填写下一步动作（1条）：\n10:05 安克：已联系"),
    ("without_next_step", [[]], "没有未填写下一步动作的跟进。"),
    ("reminder", ["给安克打电话"], "提醒：给安克打电话"),
    ("reminder_cancelled", ["10:05"], "已撤销 10:05"),
    ("reminder_undone", ["给安克打电话"], "已撤销提醒：给安克打电话"),
    ("step_up_code", ["123456", "导出"], "验证码 123456，仅用于“导出”，10分钟内有效，请勿转发。"),
    ("step_up_by_phone", ["13800001234"], "验证码已发到您尾号1234的手机，请直接在这里回复6位数字。"),
    ("rule_who", [["销售", "主管"]], "是指谁？请说清楚：销售、主管。"),
    ("rule_who", [[]], "没有找到这个角色或同事，请说清楚是谁。"),
    ("rule_set", [3, 5], "权限规则第3版已生效，涉及5人。"),
    ("rule_undone", [3], "权限规则第3版已撤销。"),
    ("rule_line", [3, "销售 查看：自己的客户", "10:05"], "第3版 销售 查看：自己的客户（10:05）"),
    ("gains", ["李娜", 12], "李娜 +12条"),
    ("loses", ["李娜", 12], "李娜 -12条"),
    ("over_reach", ["小何", "实习生", "删除全部客户", True], "实习生小何持有「客户库管理」：删除全部客户"),
    ("over_reach", ["小何", "实习生", "查看本组的客户", False], "实习生小何超出角色权限：查看本组的客户"),
    ("left_with_tokens", ["小何", 2], "小何已离职，仍有2个接口令牌，请收回"),
    ("scan_result", [["甲", "乙"]], "每月权限检查发现越权：\n甲\n乙\n如非本意，请说“查看权限规则”并撤销。"),
    ("step_up_wrong", [2], "验证码不对，还可以试2次。"),
    ("step_up_passed", ["10:05"], "已验证 10:05"),
    ("step_up_alarm", ["杭州测试", "导出"], "杭州测试在“导出”时连续输错验证码，操作已锁定。"),
    ("restored", [2, 9], "已恢复2个客户，共9条记录。"),
    ("exported", [9], "已导出9条线索，本次导出已记录。"),
    ("slow_export", ["李娜", 512], "李娜30天内多次小额导出，累计512条，已要求验证码。如非本人请停用账号。"),
    ("collision_limit", [5], "今天的撞单查询已用完（每天5次），请明天再查或找主管。"),
    ("cooperation_asked", ["杭州测试", "杭州测试"], "杭州测试申请协作客户杭州测试，请联系。"),
    ("cooperation_sent", ["李娜", "10:05"], "已向李娜申请协作 10:05"),
    ("amount_changed", ["20261120-001", "?amount"], "合同 20261120-001 的金额已改为 ?amount。"),
    (
        "logs_quiet",
        ["?level"],
        ("日志级别被调到 ?level，日常记录已停止，出错可能看不到原因。如非必要请改回 INFO 并重启。"),
    ),
    ("logs_heard", ["?level"], "日志级别已恢复为 ?level。"),
    ("failed", ["ab12"], "这条没处理成功，原文已保存，请稍后再试或联系管理员（编号 ab12）。"),
    ("ask_missing", [["联系人", "手机号"], "张三"], "请补充：联系人、手机号。"),
    ("ask_missing", [["手机号"], "张三"], "请补充张三的手机号。"),
    ("lead_made", ["杭州测试", "10:05"], "已登记 10:05"),
    ("lead_made", ["", "10:05"], "已登记（待补全） 10:05"),
    ("draft_dropped", ["10:05"], "已取消 10:05"),
    ("already_made", ["杭州测试"], "杭州测试已经登记过了。"),
    ("already_made", [""], "这条线索已经登记过了。"),
    ("follow_up_saved", ["杭州测试", "寄样", "2026-11-25"], "已记录杭州测试的跟进，下一步：寄样（2026-11-25）。"),
    ("follow_up_saved", ["杭州测试", "", ""], "已记录杭州测试的跟进。"),
    ("which_customer", [["安克", "安科"]], "您说的是哪一位客户：安克、安科？"),
    ("nothing_found", ["安克"], "没有找到“安克”。"),
    ("approval_sent", ["20261120-001", "成本会计"], "审批 20261120-001 已提交给成本会计，有结果会告诉您。"),
    (
        "approval_decided",
        ["20261120-001", "杭州测试", "同意", "价格合理"],
        "审批 20261120-001 已由杭州测试同意。理由：价格合理",
    ),
    ("approval_decided", ["20261120-001", "吴静", "同意", ""], "审批 20261120-001 已由吴静同意。"),
    (
        "approval_moved",
        ["20261120-001", "杭州测试", "超时4小时"],
        "审批 20261120-001 已移交给杭州测试处理：超时4小时。",
    ),
    ("approval_escalated", ["20261120-001", "超时4小时"], "审批 20261120-001 超时无人处理：超时4小时，请安排。"),
    ("customer_added", ["杭州测试"], "新客户杭州测试加了您，打开聊天侧边栏点“登记线索”即可。"),
    ("registered", ["杭州测试", True], "杭州测试已经登记过，手机号已更新。"),
    ("registered", ["杭州测试", False], "已登记杭州测试。"),
    ("linked_words", ["杭州测试", "张三", "13800001234"], "再次登记：杭州测试 张三 13800001234"),
    ("linked_to", ["杭州测试", "10:05"], "已关联到杭州测试 10:05"),
    (
        "linked_to_yours",
        ["杭州测试", "杭州测试"],
        "杭州测试也在接触您的客户杭州测试，内容已记到该客户的跟进里，报价前请先沟通。",
    ),
    ("decide_in_chat", ["安克创新已有客户"], "安克创新已有客户，还没保存，请在聊天里的卡片上选择。"),
    ("undone", ["杭州测试"], "已撤销杭州测试的登记，草稿还在，回复“确认”可重新登记。"),
    ("lead_changed", [6], "已保存，改了6项。"),
    ("nobody_decides", ["成本会计", "折扣"], "成本会计组没有可处理的人，“折扣”无人审批，请安排。"),
    ("done_by", ["杭州测试", "10:05"], "已由杭州测试完成 10:05"),
    ("ends_estimated", [6], "已为6份合同估填到期日（今天+365天）并重跑，任务已生成。请尽快核实。"),
    ("renewals_run", ["已发送白皮书", 1], "续费提醒已重跑：成功已发送白皮书，失败1。"),
    ("renewal_planned", ["20261120-001", "2026-12-01"], "合同 20261120-001 的到期日已补，续费提醒在 2026-12-01。"),
    ("contract_undone", ["10:05"], "已撤销 10:05"),
    ("approval_reminder", ["20261120-001", "折扣", 90], "审批 20261120-001（折扣）还有1小时30分到时限，请尽快处理。"),
    ("may_not_ask", ["杭州测试"], "您的角色不能申请杭州测试，请联系主管。"),
    ("approval_withdrawn", ["20261120-001", "杭州测试"], "审批 20261120-001 已由杭州测试撤回。"),
    ("one_more", ["20261120-001", 1, 2], "审批 20261120-001 已记录您的同意（1/2），还需另一位同意才会生效。"),
    ("next_level", ["20261120-001", "成本会计"], "审批 20261120-001 已通过一级，现由成本会计处理。"),
    (
        "approver_left",
        ["20261120-001", "杭州测试", "李娜"],
        "审批 20261120-001 的处理人杭州测试已离职，已移交给李娜处理，时限重新计算。",
    ),
    (
        "group_empty",
        ["20261120-001", "成本会计"],
        ("审批 20261120-001：成本会计组已没有可处理的人，请您处理或安排，系统不会自动通过。"),
    ),
    ("no_such_approval", ["20261120-001"], "没有找到审批 20261120-001。"),
    ("webhook_changed", ["20261120-001"], "审批 20261120-001 已由两人同意，配置变更已生效，防复发记录已入知识库。"),
    ("on_leave", ["2026-11-25", "李娜", 3], "已登记请假到 2026-11-25，期间审批由李娜处理，已移交3张审批。"),
    ("nothing_to_hand_over", ["杭州测试"], "杭州测试名下没有可交接的内容。"),
    ("handed_over", ["张伟", 4, "王芳"], "王芳已把张伟的工作交接给您（4条线索，阶段不变），待办和提醒也一并转来。"),
    ("handover_undone", ["张伟", "李娜"], "已撤销：张伟交给李娜的内容已全部恢复。"),
]


@pytest.mark.parametrize("name", CONSTANTS)
def test_constant(name: str) -> None:
    assert SAID[name] == CONSTANTS[name]


@pytest.mark.parametrize(("name", "given", "expected"), SENTENCES)
def test_sentence(name: str, given: list[object], expected: str) -> None:
    assert SAID[name](*given) == expected


def test_every_sentence_is_here() -> None:
    said = {
        name for name, value in SAID.items() if isinstance(value, str | types.FunctionType) and not name.startswith("_")
    }
    assert said == {*CONSTANTS, *(name for name, _, _ in SENTENCES)}


def test_no_sentence_is_long_or_talks_shop() -> None:
    told = [*CONSTANTS.values(), *(expected for _, _, expected in SENTENCES)]
    assert [text for text in told if len(text) > 120] == []
    shop = ("error", "null", "json", "http", "数据库", "异常", "字段")
    for_admins = "发现未映射字段"
    plain = [text for text in told if not text.startswith(for_admins)]
    assert [text for text in plain if any(word in text.lower() for word in shop)] == []
