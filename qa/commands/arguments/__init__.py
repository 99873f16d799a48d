"""The arguments of the command line: commands, options, help. Pure; runs nothing."""
