"""Tables of leads: previewed, applied, taken back."""
