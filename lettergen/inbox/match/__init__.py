"""Which letter a message answers; MATCHERS, strongest evidence first."""
