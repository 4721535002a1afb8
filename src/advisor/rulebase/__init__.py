"""What is known: the rule files read, checked, linked and kept."""
