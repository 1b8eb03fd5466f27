// Nothing needs it.
