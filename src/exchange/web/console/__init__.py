"""The console (工作台): where clerks and administrators work, on pages made from the schema.

Whatever a page shows or does, it asks of `Engine.answer` as the person who is signed in: the same operations as over `/graphql`, the same
rules, the same journal. So nothing is decided here, and a field, a kind or a move that is added to the exchange is on the screen.
"""
