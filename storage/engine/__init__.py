"""What the engine drives: jobs, timers, ticks, conditions, and the scripted clock's moment."""
