"""Shows trainers how their questions are answered, and puts right what is wrong with them."""
