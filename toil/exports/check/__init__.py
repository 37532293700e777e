"""``toil check``: what exports are, what is missing and what that costs, and a draft for an unknown layout."""
