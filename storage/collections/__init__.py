"""What the JSON API reads: collections of public keys, and who sees which rows."""
