"""The least site that shows and edits a text as Django offers it: its models, its templates, its admin."""
