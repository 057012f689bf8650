"""What to ask next about a case, and what the answer decides."""
