"""`genjin simulate`: rules tried on what is on record. Nothing that runs here stays or leaves."""
