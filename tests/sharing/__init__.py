"""What a recipient under an agreement is kept told of."""
