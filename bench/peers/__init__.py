"""Other comment systems on the same conversations, each from its package in an environment of its own."""
