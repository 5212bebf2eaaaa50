"""Screens of the back office over the apps below; `menu` groups them."""
