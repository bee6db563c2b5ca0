"""One file a step; a step that people have run is never changed."""
