"""The running service: it listens, ticks, and turns away what is too much."""
