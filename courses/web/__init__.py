"""HTTP of courses: catalogue, lessons, quizzes, my learning."""
