"""Which collection is meant, and what its `flashdeck.yaml` says."""
