"""What is measured, and what it is measured on: python -m bench NAME."""
