"""Rules and values of AMHP work: plain Python, no input or output, no clock."""
