"""Drilling: questions that the engine has proved, what is remembered of them, and the mock exam."""
