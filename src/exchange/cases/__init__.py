"""Cases: what somebody asks or is asked to do about a subject or a record, from filing to end, by the tables of `exchange.workflows`.

Built like `records`: the row is looked for among those that the caller sees in the capacity which the move asks for, and locked; guards are
functions over one `Turn`; row, step, change and whatever the case does to a record are one transaction, or nothing.
"""
