"""Writing rules: new files begun, and the keys of files put in order."""
