"""Questions to the knowledge base: a pattern of facts without a case, and queries over a folder of case files."""
