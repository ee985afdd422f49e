"""Two logbooks of one person become one, and one becomes two again."""
