"""The web app: thin pages over the simulator, drawn by components."""
