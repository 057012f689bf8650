"""Why an offence variant came out as it did, and what would have to be otherwise: trees drawn from the derivations."""
