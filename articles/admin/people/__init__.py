"""People at the desk: who writes and who is quoted, and merging two records of one."""
