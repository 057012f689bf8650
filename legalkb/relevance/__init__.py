"""Stability and relevance: which outcomes no further fact can change, and which unknown facts still can."""
