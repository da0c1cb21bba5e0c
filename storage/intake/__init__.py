"""What comes in from outside: channels, imports, other systems, and whether the customer is known already."""
