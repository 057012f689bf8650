"""Two cases, or a case and the same case with other facts, against each other: what differs and why."""
