"""Follow-ups: what was said, done and promised, and taking it back."""
