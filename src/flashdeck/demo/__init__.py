"""Demos: what the cards say, computed on numbers small enough to follow.

One demo a file; each is a `demo.Demo`. The algorithms they show are in
`algorithms`, and can be used without them.
"""
