"""WeCom, DingTalk, Slack, SMTP and SMS as local servers speaking the real protocols.

Written from the vendors' descriptions alone, so that a misunderstanding cannot hide on both sides.
"""
