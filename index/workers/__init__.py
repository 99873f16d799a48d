"""Workers of a build: this process alone, or a Dask cluster, and the checks that they agree."""
