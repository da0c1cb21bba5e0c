"""The records as the rules' users ask for them. `storage` fits these by shape; every method is one question."""
