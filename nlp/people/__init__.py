"""People: how they are called, what they do, and whose side they are on."""
