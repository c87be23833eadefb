"""What the site is made of, read from the files that pin it: a list of all parts, and what is known against them."""
