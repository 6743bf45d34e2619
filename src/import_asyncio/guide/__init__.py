"""What makes pages of snippets: embedding, checking, and the verbs of the Makefile.

``block`` turns blocks of Markdown into HTML; ``check``, ``update``, ``new`` and ``serve`` are what
the Makefile calls; the modules with ``rules`` in their names say what a page has to keep to.
"""
