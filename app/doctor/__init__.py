"""`genjin doctor`: what is wrong with this installation, and what to click."""
