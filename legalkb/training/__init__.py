"""Fictitious exercises made from the ontology and the rules: a case told in prose, its key, variants, and grading."""
