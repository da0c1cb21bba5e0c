"""`agent/get`: what the app is told about itself."""

from __future__ import annotations

from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.corp import Call, Corp


class Agent:
    """The one self-built app of the corp."""

    def __init__(self, corp: Corp) -> None:
        self._corp = corp

    def get(self, call: Call) -> Answer:
        """Answer for the app's own id; any other is 301002."""
        if call.by != "app" or call.query.get("agentid") != str(self._corp.agent_id):
            raise Refusal(301002, f"agentid {call.query.get('agentid')!r}")
        users = [{"userid": person} for person in self._corp.members()]
        return ok(agentid=self._corp.agent_id, name="跟进助手", allow_userinfos={"user": users}, close=0)
