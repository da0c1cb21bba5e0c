"""Tables, as SQLAlchemy Core objects on one metadata."""
