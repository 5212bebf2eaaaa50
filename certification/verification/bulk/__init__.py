"""Many codes and names checked in one upload."""
