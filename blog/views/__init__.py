"""What readers see of the blog."""
