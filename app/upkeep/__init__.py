"""What keeps an installation whole: the audit chain, its proof, backups, the move to another database, the clock."""
