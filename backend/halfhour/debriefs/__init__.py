"""What talks have taught: ratings with their evidence, assumptions put to the test, and careers side by side."""
