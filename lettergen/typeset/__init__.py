"""How it looks: a Word file to placed pages to PDF.

`read` resolves every style into a story, `layout` decides every position, `draw` paints. They meet
in `story` (styles resolved, nothing placed) and `pages` (everything placed, nothing to decide).
"""
