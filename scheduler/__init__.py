"""When things happen: the durable engine, keyed ticks, timers."""
