"""Cards rewritten in another syntax: one target a file, and what reads the result back."""
