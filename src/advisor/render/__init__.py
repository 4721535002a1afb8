"""Results in, text out; nothing here asks the engine or the disk."""
