"""An SMS gateway: how one-time codes reach a phone."""
