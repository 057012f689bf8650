"""The knowledge base and assessments as linked data (RDF), and SPARQL over them without a network or files."""
