"""What the page's worker calls: the stage in a reader's browser."""
