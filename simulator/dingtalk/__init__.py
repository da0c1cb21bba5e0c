"""DingTalk as a local server: token, stream gateway, robots, interactive cards and custom robots."""

from simulator.dingtalk.server import DingTalkSimulator

__all__ = ["DingTalkSimulator"]
