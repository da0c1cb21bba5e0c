"""What `web` asks for, joined to the records: pages, their buttons, the sidebar, logging in."""
