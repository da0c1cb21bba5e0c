"""Who may do what: rules, checks, one-time codes, and the acts that need them (F94-F98)."""
