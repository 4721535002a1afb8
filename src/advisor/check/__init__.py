"""Rules and scenarios looked over: what is wrong, what nothing tests, what has changed, what is due for a look."""
