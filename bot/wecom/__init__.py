"""The WeCom self-built app and group webhooks: callbacks in, messages out, login and sidebar signatures."""
