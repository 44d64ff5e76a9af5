"""One module a check: what a careful friend would say about a question before it is asked."""
