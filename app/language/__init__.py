"""Understanding joined to its port, and the commands that try it on files."""
