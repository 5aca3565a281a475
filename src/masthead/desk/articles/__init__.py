"""Articles on the desk: the list, the editor, and the verbs that only articles have."""
