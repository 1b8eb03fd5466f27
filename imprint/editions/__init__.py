"""One small file per edition: what it is made of and how it is packed."""
