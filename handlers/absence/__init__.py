"""People away or gone: leave, hand-over, and who takes what they had."""
