"""Screens on a course as a whole: written on one page, taken further, looked at as a learner."""
