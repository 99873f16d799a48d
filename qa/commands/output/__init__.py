"""Results as text for a terminal and as JSON; nothing here runs a command."""
