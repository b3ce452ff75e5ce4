"""The API: GraphQL types derived from the model, the engine that answers, and how it speaks HTTP."""
