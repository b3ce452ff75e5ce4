"""Pages for people who sign in. They act through the same verbs as every other caller, and know no table."""
