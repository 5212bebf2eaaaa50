"""What every request passes through before and after its view, one subject a module."""
