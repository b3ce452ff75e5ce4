"""Where the GraphQL types made at run time live, so that Strawberry can resolve one from another by name. Filled by `types`."""
