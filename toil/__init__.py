"""Find repeating work in ticket exports."""
