"""Out on paper: batches, manifests, envelopes."""
