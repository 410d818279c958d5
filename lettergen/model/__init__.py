"""The nouns every stage speaks: frozen, no I/O, standard library only."""
