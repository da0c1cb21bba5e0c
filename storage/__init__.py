"""Tables, their mapping, and every query, named by the question it answers."""
