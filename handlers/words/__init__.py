"""Words as people read and write them: texts, markup, formats, and what is typed."""
