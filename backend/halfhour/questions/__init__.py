"""Write questions: the bank of what to ask, and advice on each question while it is being written."""
