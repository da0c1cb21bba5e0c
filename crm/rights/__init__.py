"""Who may do what: over whose records, by which way in, by which rule; what asks for a code; what was taken away."""
