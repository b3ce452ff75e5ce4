"""The sample world: synthetic but true to life, the same for the same seed and day, dated relative to its own clock so that it does not age.

Bodies are those that the division registry implies, every name of a person or a company is made up, and each record says that it is a sample.
"""
