"""Reading and replacing single files safely, whoever they belong to."""
