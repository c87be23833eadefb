"""The least site that shows and edits a text with Django: what no site made with Django can take less than."""
