"""One file for each thing a person can say, tap or send; rooms by topic, and every sentence the bot says."""
