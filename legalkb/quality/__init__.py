"""The quality of the knowledge base itself: what is wrong with the rules, the ontology and the examples, and what is
weak. It says nothing about a case or a person."""
