"""The journal: what was answered, kept for good, and everything that follows from it.

One file a device, to which only lines are added. The state of the cards is a
fold over the lines of all files; the database beside them is a cache of that.
"""
