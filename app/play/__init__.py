"""`genjin play`: a working day as a script, over the real wire protocols, under a scripted clock."""
