"""Golden texts and pictures of printed pages, and the commands that write them."""
