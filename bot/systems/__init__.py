"""Other systems that hold our customers, one connector a kind."""
