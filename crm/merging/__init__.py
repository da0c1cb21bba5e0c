"""Who is the same customer, in our records and over several systems."""
