"""Shows trainers the essays that wait for marks, and takes marks and corrections."""
