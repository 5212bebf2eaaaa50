"""Pages of programmes, and what a person does with one."""
