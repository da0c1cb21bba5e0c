"""Settings, and rule packs, dictionaries and mappings as data."""
