"""Work that nobody asked for in chat, jobs and commands: whom it may tell what, and as whom it runs (F94)."""

from __future__ import annotations

from collections.abc import Mapping

JOBS: Mapping[str, str] = {
    "job:deliver": "the one it was written for, by whoever wrote it within that one's rights",
    "job:fan_out": "no person: parts one order into many",
    "job:import": "the importer: what they brought",
    "job:inbox": "whoever wrote or tapped, by their entries",
    "job:intake": "whoever the rules give the lead to; importers and administrators: names of keys, counts",
    "job:probe": "administrators and marketing: a channel's address, no customer",
    "job:system-write": "no person: writes to a system that granted it",
    "job:tick": "by the entry of the tick",
    "job:timer": "by the entry of the timer",
    "tick:morning-digest": "each team's room gets its own team's leads",
    "tick:renewal": "each contract's owner",
    "tick:intake-days": "administrators: counts of a channel, no customer",
    "tick:import-folder": "importers: what they or the folder brought",
    "tick:time-check": "administrators: zones and calendar",
    "tick:approval-blocking": "directors and administrators: averages of a group",
    "tick:missed-report": "supervisors: their team; directors and administrators: totals",
    "tick:master-diff": "administrators: what systems hold differently; the owner of a changed lead",
    "tick:duplicates": "who may merge the customers of a doubtful group",
    "tick:prune": "no person: clears what is settled",
    "tick:privilege-scan": "administrators: who may do more than the role, no customer",
    "tick:audit": "no person: signs and purges the log",
    "timer:approval_handover": "the approval's members and requester",
    "timer:approval_mark": "the approval's members",
    "timer:first_contact": "the manager who may see the customer, and the person whose fuse blows",
    "timer:silence": "the manager who may see the customer",
    "timer:silent_channel": "administrators and marketing: a channel, no customer",
    "timer:probe": "administrators and marketing: a channel's address, no customer",
    "timer:stall": "administrators: how many wait, no customer",
    "timer:release": "the owner, and the sales of the team who may claim it",
    "timer:hand_queue": "managers, who may give what nobody has: names and sources",
    "timer:reminder": "the to-do's owner",
    "timer:renewal": "the contract's owner",
}
"""Work that no person asked for, and whom it may tell what. A new one without an entry fails the build."""
_OPERATOR = "whoever may read the installation's secret, as an administrator"
_ALONE = "anybody: opens no database"
COMMANDS: Mapping[str, str] = {
    "demo": "anybody: a made-up installation of its own",
    "serve": "whoever may read the settings; acts for nobody by itself",
    "doctor": "whoever may read the settings: no customer",
    "migrate": "whoever may read the settings: no customer",
    "verify": "whoever may read the settings: ids and hashes, no contents",
    "backup": "whoever may read the data folder: everything, in a file that only its owner may read",
    "move": "whoever may read the settings: every row, to a database of the same installation",
    "play": "anybody: a made-up installation of its own",
    "simulate": "whoever may read the settings: contracts by number; nothing is written or sent",
    "intake-test": _ALONE,
    "intake-map": _OPERATOR,
    "intake-coverage": "whoever may read the settings: names of channels and keys",
    "intake-template": _ALONE,
    "import": _OPERATOR,
    "import-undo": _OPERATOR,
    "import-verdicts": _OPERATOR,
    "contracts": _OPERATOR,
    "renewal-rule": _OPERATOR,
    "names": _OPERATOR,
    "master-link": _OPERATOR,
    "dedup": "whoever may read the settings: the table given, or all customers",
    "understand": _ALONE,
    "compile": "whoever may write where the program is installed: no customer",
    "keywords": _ALONE,
    "transcribe": _ALONE,
}
"""Who may run each command of the command line, and as whom. A new one without an entry fails the build."""
