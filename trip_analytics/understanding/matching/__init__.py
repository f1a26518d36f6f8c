"""Which item of an instrument a text is about: by its wording, a short title, or examples."""
