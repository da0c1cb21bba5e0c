"""What was said with a customer: the gate a note passes, what it sets off, and the way back."""
