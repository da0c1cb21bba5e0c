"""Tables of leads on their way in: the command, the watched folder, the durable passes, the verdicts."""
