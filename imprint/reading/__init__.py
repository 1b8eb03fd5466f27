"""Files to model: strict, safe against hostile authors, every problem at once with file and line."""
