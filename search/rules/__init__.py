"""Words, stems, questions and snippets; pure functions."""
