"""One person over several systems (F67-F69, X12)."""
