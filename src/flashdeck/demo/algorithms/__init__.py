"""The four algorithms that the demos compute, and balanced labels made with two of them.

NumPy only. Numbers are given as arrays or nested lists, indices count from
zero, and bad input raises one of the errors of `errors`.
"""
