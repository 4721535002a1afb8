"""Forward chaining: grounded rules, the one driver of durable-rules, and what it concludes."""
