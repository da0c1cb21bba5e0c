"""The monthly check of rights (F97): whoever may do more than the role is named to the administrators, by mail too."""

from __future__ import annotations

from crm.people import Role
from crm.rights.privilege_scan import Finding, scan
from handlers.context import Work
from handlers.rights.words import ACTS, REACHES, ROLES
from handlers.texts import rights_rule_texts as texts


async def privilege_scan(work: Work) -> None:
    """Check everybody; the check itself is a row in the log, a finding is a mail and a message."""
    people = await work.records.people.everyone()
    findings = scan(people, await work.records.rights_rules.tokens())
    await work.audit("system", "rights.scan", f"findings:{len(findings)}", "job")
    if not findings:
        return
    for finding in findings:
        await work.audit("system", "rights.overreach", f"user:{finding.person.id}", "job")
    text = texts.scan_result([_line(finding) for finding in findings])
    for admin in await work.records.people.with_role(Role.ADMIN):
        await work.mail(admin, texts.SCAN_SUBJECT, text)
        await work.tell(admin, text)


def _line(finding: Finding) -> str:
    person = finding.person
    if finding.tokens:
        return texts.left_with_tokens(person.name, finding.tokens)
    what = "、".join(f"{ACTS[act]}{REACHES[reach]}" for act, reach in finding.beyond.items())
    return texts.over_reach(person.name, ROLES.get(person.role, person.role), what, finding.manages_all)
