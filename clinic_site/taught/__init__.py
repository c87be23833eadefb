"""What staff teach the site besides pages: words, rules and flags, written in the admin or brought by content files."""
