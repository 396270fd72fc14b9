"""The pages in a browser and the HTTP service: on this machine, in memory, sending nothing."""
