"""The editions of the catalogue in use: in the database, so that one that is loaded holds in every process from its first day on."""
