"""The page of figures: heat map, trend, charts, people."""
