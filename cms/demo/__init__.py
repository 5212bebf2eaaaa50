"""The demo of one ministry's learning, made through the doors that users have."""
