"""From the first word about a lead to its owner and its next step."""
