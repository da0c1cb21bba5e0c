"""The next step of a note: candidates, the one meant, and when it is due."""
