"""Keeping up with the law: an official text of an act beside the texts of the knowledge base."""
