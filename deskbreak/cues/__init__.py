"""What a routine sounds like, for eyes that are not on the screen: when a cue is due, its words, and who plays it.

`plan`, `words`, `patterns` and `tones` are pure. The players behind `port` start programs; none ever blocks.
"""
