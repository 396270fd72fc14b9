"""The pages for a social worker: forms as they are filled in, words for the templates, what each address does."""
