"""DingTalk: its stream, its messages and its cards."""
