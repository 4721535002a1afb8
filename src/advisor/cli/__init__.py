"""The command line; the only place that knows click, the terminal and the clock."""
