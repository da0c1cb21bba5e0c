"""Understanding of Chinese sales talk. Pure: text in, facts out.

Loaded as it was compiled for this machine where that was done (`nlp/compiled.py`).
"""

from nlp import compiled

COMPILED = compiled.use()
"""Whether messages are read by compiled modules."""
