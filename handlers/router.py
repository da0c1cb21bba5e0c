"""The one table of what can be said and pressed, and who answers. First match; nothing registers itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from handlers import home
from handlers.absence import handover
from handlers.approvals import decide as approval_decide
from handlers.approvals import passing as approval_pass
from handlers.context import Talk, Tap
from handlers.contracts import amount as contract_amount
from handlers.contracts import chat as contract_chat
from handlers.contracts import renewal_answers
from handlers.customers import customer_card
from handlers.customers.lookup import look_up
from handlers.customers.stage_change import change_stage
from handlers.home import help_
from handlers.imports import chat as import_chat
from handlers.leads import door_decision, lead_draft, lead_undo
from handlers.leads.lead_text import capture_lead
from handlers.merging import merge, review
from handlers.merging import tap as merge_tap
from handlers.notes import first_contact, follow_up_undo, minutes, note_submit
from handlers.notes.follow_up import note_follow_up
from handlers.notes.talk_opening import tap_talk
from handlers.queue import by_hand as hand_queue
from handlers.queue import pool
from handlers.queue import switch as queue_switch
from handlers.reminders import reminder
from handlers.rights import collision, deletion, export, step_up
from handlers.rights import rule as rights_rule
from handlers.rights.step_up import Confirmed
from handlers.small_talk import small_talk
from handlers.watching import fuse, mute, silence
from handlers.words import approve_by_word, drop_by_word, not_yet, reject_by_word, undo_by_word
from nlp.reading import Reading

Say = Callable[[Talk, Reading, str], Awaitable[None]]
Press = Callable[[Tap], Awaitable[None]]

INTENTS: Mapping[str, Say] = {
    "capture_lead": capture_lead,
    "followup_note": note_follow_up,
    "query": look_up,
    "approve": approve_by_word,
    "reject": reject_by_word,
    "claim": pool.claim_by_word,
    "mute": mute.mute_by_word,
    "unmute": mute.unmute_by_word,
    "remind": reminder.remind,
    "merge": merge.merge_by_reading,
    "update_stage": change_stage,
    "report": not_yet,
    "help": help_,
    "undo": undo_by_word,
    "drop": drop_by_word,
    "chitchat": small_talk,
}

BUTTONS: Mapping[tuple[str, str], Press] = {
    ("draft", "confirm"): lead_draft.tap_confirm,
    ("draft", "edit"): lead_draft.tap_edit,
    ("draft", "save"): lead_draft.tap_save,
    ("draft", "drop"): lead_draft.tap_drop,
    ("draft", "minutes"): minutes.tap_draft_minutes,
    ("draft", "undo"): lead_undo.tap_undo,
    ("door", "link"): door_decision.tap_link,
    ("door", "apart"): door_decision.tap_apart,
    ("note", "submit"): note_submit.tap_submit,
    ("note", "drop"): note_submit.tap_drop,
    ("note", "undo"): follow_up_undo.tap_undo,
    ("first", "submit"): first_contact.tap_submit,
    ("minutes", "minutes"): minutes.tap_minutes,
    ("minutes", "tag"): minutes.tap_tag,
    ("reminder", "undo"): reminder.tap_undo,
    ("home", "first"): home.tap_home,
    ("home", "second"): home.tap_home,
    ("home", "third"): home.tap_home,
    ("lead", "talk"): tap_talk,
    ("lead", "whitepaper"): customer_card.tap_act,
    ("lead", "demo"): customer_card.tap_act,
    ("lead", "compare"): customer_card.tap_act,
    ("contract", "undo"): contract_chat.tap_undo,
    ("renewal", "done"): renewal_answers.tap_done,
    ("renewal_run", "repair"): renewal_answers.tap_repair,
    ("import", "start"): import_chat.tap_start,
    ("import", "drop"): import_chat.tap_drop,
    ("import", "undo"): import_chat.tap_undo,
    ("collision", "cooperate"): collision.tap_cooperate,
    ("deletion", "undo"): deletion.tap_undo,
    ("rights_rule", "confirm"): rights_rule.tap_confirm,
    ("rights_rule", "drop"): rights_rule.tap_drop,
    ("rights_rule", "undo"): rights_rule.tap_undo,
    ("step_up", "cancel"): step_up.tap_cancel,
    ("watch", "reassign"): silence.tap_reassign,
    ("watch", "help"): silence.tap_help,
    ("watch", "mute"): silence.tap_mute,
    ("fuse", "release"): fuse.tap_release,
    ("pool", "claim"): pool.tap_claim,
    ("stall", "pause"): queue_switch.tap_pause,
    ("stall", "resume"): queue_switch.tap_resume,
    ("stall", "fallback"): queue_switch.tap_fallback,
    ("stall", "rerun"): queue_switch.tap_rerun,
    ("queue", "give"): hand_queue.tap_give,
    ("queue", "resume"): queue_switch.tap_resume,
    ("queue", "rerun"): queue_switch.tap_rerun,
    ("handover", "confirm"): handover.tap_confirm,
    ("handover", "drop"): handover.tap_drop,
    ("handover", "undo"): handover.tap_undo,
    ("merge", "confirm"): merge_tap.tap_confirm,
    ("merge", "drop"): merge_tap.tap_drop,
    ("merge", "reject"): review.tap_reject,
    ("merge", "split"): merge_tap.tap_split,
    ("approval", "open"): approval_pass.tap_open,
    ("approval", "approve"): approval_decide.tap_approve,
    ("approval", "reject"): approval_decide.tap_reject,
    ("approval", "transfer"): approval_pass.tap_transfer,
    ("approval", "cosign"): approval_pass.tap_cosign,
}

CONFIRMED: Mapping[str, Confirmed] = {
    "delete": deletion.delete_confirmed,
    "export": export.export_confirmed,
    contract_amount.ACT: contract_amount.amount_confirmed,
}
"""What is done when the code of a step-up was right (F95)."""

STALE: Mapping[str, Press] = {
    "approval": approval_pass.tap_stale,
    "draft": lead_draft.tap_stale,
    "note": note_submit.tap_stale,
}
