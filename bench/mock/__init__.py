"""The parts of the mock model server."""
