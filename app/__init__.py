"""The only place that builds and joins things; the command line."""
