"""Tables as people send them, read one row at a time: what cannot be read is named row by row."""
