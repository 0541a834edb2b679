"""What an RLP shows to its advisor: dated versions of the carnet, frozen with all their words.

`document` is what a version holds; `freezing` makes it from the rows of a carnet; `selection` keeps what was ticked;
`differences` compares two of them. Only `freezing` needs the catalogue: a version outlives its instruments.
"""
