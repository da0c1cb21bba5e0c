"""Approvals: asked for, taken, decided, passed on, never forgotten (F78-F84)."""
