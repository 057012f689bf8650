"""legalkb: which of seven provisions of the Dutch Criminal Code may be in point, for the facts of a case."""

__all__ = ["__version__"]

__version__ = "0.1.0"
