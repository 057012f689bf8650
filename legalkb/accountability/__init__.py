"""What an organisation needs to account for its use of legalkb, made from the knowledge base."""
