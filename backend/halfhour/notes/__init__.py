"""Write down what you learn about a person, a talk, a career, an organization or a question, and keep files with it."""
