"""The one way to read: tree → plan → SQL, compiled once per shape of question and shape of caller."""
