"""One file a tab: which components it holds, and which control calls what."""
