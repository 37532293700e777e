"""Columns of text -> columns of the contract: values, units, ids, and columns that say one thing together."""
