"""What makes pages of snippets: embedding, checking, and the verbs of the Makefile."""
