"""Our own people: who they are, what they decide, and what they hand over."""
