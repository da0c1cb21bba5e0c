"""WeCom, DingTalk, Slack, SMTP and SMS as local servers speaking the real protocols. Written from vendor facts alone."""
