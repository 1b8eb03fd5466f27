"""Model to the document an edition prints: level, order, disclaimers, notes."""
