"""The administrators' half of the console: who has access, by which rules, what was done with it.

Lists and single things are registers (`register`), made from the declarations of the items; what can be done with a thing are its acts,
each the form of one mutation. So a field or a mutation that is added to access needs its name in a list here, and no page.
"""
