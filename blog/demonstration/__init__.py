"""A site to look at: invented people, an invented service, words and pictures of our own."""
