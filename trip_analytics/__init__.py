"""Teams' own recovery reviews, from filled-in forms to the annual trust report."""
