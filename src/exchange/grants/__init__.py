"""Access rows: clients, people, agreements, keys. The only place that changes them.

Each change writes its line into `access_change` and raises the access epoch in the same transaction, so that every right that any process
holds in memory is stale from the commit on.
"""
