"""What forgers, pranksters and broken programs may bring: never valid, never an error."""
