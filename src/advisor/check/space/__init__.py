"""The finite space of a decision: what needs can tell apart, what follows in each cell, and who can be chosen."""
