"""Explained advice on which AWS service, or which few together, meets a need."""

__version__ = "0.1.0"
