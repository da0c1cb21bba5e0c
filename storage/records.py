"""All records within one session; fits `crm.ports.records.Records`."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.approvals import ApprovalTable
from storage.assignments import AssignmentTable
from storage.cards import CardTable
from storage.challenges import ChallengeTable
from storage.conditions import ConditionTable
from storage.contracts import ContractTable
from storage.deletions import DeletionTable
from storage.door import DoorTable
from storage.drafts import DraftTable
from storage.duplicate_pairs import PairTable
from storage.first_contacts import FirstContactTable
from storage.handovers import HandoverTable
from storage.import_leads import ImportLeads
from storage.imports import ImportTable
from storage.intake import IntakeTable
from storage.leads import LeadTable
from storage.merge_moves import MergeMoves
from storage.merges import MergeTable
from storage.notes import NoteTable
from storage.people import PeopleTable
from storage.queue import QueueTable
from storage.rights import RightsTable
from storage.rights_rules import RightsRuleTable
from storage.standard_names import NameTable
from storage.systems import SystemTable
from storage.timers import TimerTable
from storage.trail import TrailTables


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
        self.merges = MergeTable(session)
        self.pairs = PairTable(session)
        self.names = NameTable(session)
        self.merge_moves = MergeMoves(session)
        self.trail = TrailTables(session)
        self.cards = CardTable(session)
        self.timers = TimerTable(session)
