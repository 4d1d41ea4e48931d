"""Parts of pages: each has a `show` that draws it and returns plain values, and owns the keys of its widgets."""
