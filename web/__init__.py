"""Pages, the JSON API and the intake door: everything that is opened or posted over HTTP, except the platforms."""
