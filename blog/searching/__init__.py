"""Finding posts and comments (R7): what is wished for, what is found, what may have been meant."""
