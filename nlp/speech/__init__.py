"""Speech: a voice note into words, with the names of the book put right."""
