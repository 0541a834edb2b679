"""Sheets filled on screen in any PDF reader, and taken back into the carnet after a preview.

boxes.py       question → the boxes of the form, and their names       sheet.py     what the template shows
seal.py        what a file says of itself, signed                      drawing.py   boxes → PDF fields
typeface.py    the letters inside the boxes
reading_program.py   a file nobody trusts, read in a process apart     reading.py   the server’s side of it
comparing.py   present value | value in the file | what will happen    taking.py    writing it, by the contract
"""
