"""The prosecution gates: whether anything stands in the way of prosecution, apart from the elements of the offence."""
