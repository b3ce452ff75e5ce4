"""Everything that an exchange holds, in one file, and back again.

The wheel brings `pg_dump`, but without TLS, and an operator's server may be newer than it; so a backup is our own: each table by COPY as
text, all of one snapshot, in a zip with a manifest. It needs nothing but the connection that the exchange has anyway and is read by any
later version, on any later PostgreSQL. Passwords of the logins are not in it: they follow from the settings of wherever it is restored.

**What it is not.** The digests tell damage, not forgery; and nothing in it is masked or encrypted. Whoever has the file has the signing
keys and all personal data. It is the one way out that passes no disclosure, hence the owner's alone and never offered over the net.

Restoring is the one writer beside `records` and `grants`: it puts back what those wrote, into a database that has no rows, in one
transaction.
"""
