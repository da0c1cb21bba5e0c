"""All records within one session; fits `crm.ports.records.Records`."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.audit.trail import TrailTables
from storage.customers.assignments import AssignmentTable
from storage.customers.contracts import ContractTable
from storage.customers.deletions import DeletionTable
from storage.customers.drafts import DraftTable
from storage.customers.first_contacts import FirstContactTable
from storage.customers.leads import LeadTable
from storage.customers.notes import NoteTable
from storage.customers.queue import QueueTable
from storage.engine.conditions import ConditionTable
from storage.engine.timers import TimerTable
from storage.intake.door import DoorTable
from storage.intake.imported_leads import ImportLeads
from storage.intake.imports import ImportTable
from storage.intake.payloads import IntakeTable
from storage.intake.systems import SystemTable
from storage.merging.merges import MergeTable
from storage.merging.moves import MergeMoves
from storage.merging.pairs import PairTable
from storage.merging.standard_names import NameTable
from storage.messages.cards import CardTable
from storage.people.approvals import ApprovalTable
from storage.people.handovers import HandoverTable
from storage.people.mutes import MuteTable
from storage.people.people import PeopleTable
from storage.rights.challenges import ChallengeTable
from storage.rights.rules import RightsRuleTable
from storage.rights.within import RightsTable


class SessionRecords:
    """The records of one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self.people = PeopleTable(session)
        self.leads = LeadTable(session)
        self.door = DoorTable(session)
        self.intake = IntakeTable(session)
        self.queue = QueueTable(session)
        self.conditions = ConditionTable(session)
        self.assignments = AssignmentTable(session)
        self.imports = ImportTable(session)
        self.import_leads = ImportLeads(session)
        self.systems = SystemTable(session)
        self.drafts = DraftTable(session)
        self.notes = NoteTable(session)
        self.first_contacts = FirstContactTable(session)
        self.approvals = ApprovalTable(session)
        self.contracts = ContractTable(session)
        self.rights = RightsTable(session)
        self.rights_rules = RightsRuleTable(session)
        self.challenges = ChallengeTable(session)
        self.deletions = DeletionTable(session)
        self.handovers = HandoverTable(session)
        self.mutes = MuteTable(session)
        self.merges = MergeTable(session)
        self.pairs = PairTable(session)
        self.names = NameTable(session)
        self.merge_moves = MergeMoves(session)
        self.trail = TrailTables(session)
        self.cards = CardTable(session)
        self.timers = TimerTable(session)
