"""The files that people write, as pydantic models: fields and shapes, nothing more."""
