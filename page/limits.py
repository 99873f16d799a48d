"""How much of everything the page takes at once. Numbers, nothing else."""

ASKING = 2  # questions answered at once: as many as a small machine has cores
WAITING = 16  # questions that wait for their turn, 2 s on two cores; more are told to come again
THREADS = 40  # for all else: status, articles, evidence
TICK = 2.0  # seconds between two looks of an open page at the state of the index
# Visits remembered: Gradio keeps a copy of the page's state for each, and makes one for each call
# of a program. An open page stays among them, because it looks at the index every other second.
SESSIONS = 256
