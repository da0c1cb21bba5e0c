"""Numbers: phones, mail and ids, money and whose it is."""
