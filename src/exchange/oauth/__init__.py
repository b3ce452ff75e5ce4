"""The authorization server and the door: who comes in, by Authlib, and what a token means here."""
