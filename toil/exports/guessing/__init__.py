"""What a column that no profile knows holds, told by its header and by its cells."""
