"""The sample world: a province at work, made up from a seed and a day, so that whoever starts the exchange has something to ask.

The divisions, the kinds of offices and the rules are real; every decision, person and enterprise is invented. Whatever is invented bears
the character 例 (example) in its name or number, so that none of it can be taken for a real one.
"""
