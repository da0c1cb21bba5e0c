"""Long patterns tried only where one of their alternatives can begin."""
