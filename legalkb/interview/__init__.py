"""A conversation about a case: questions in order of use, answers put into a case file, and a way back."""
