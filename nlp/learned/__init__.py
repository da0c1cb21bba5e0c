"""What was learnt from notes: tags of names, what is heard in a clause, which candidate to choose."""
