"""What readers and moderators do with comments over HTTP."""
