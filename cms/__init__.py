"""Back office over the other apps: pages, screens, translations and the demo.

No other app imports it, so its packages have no doors. Packages: models, publishing, translation,
access, office, demo.
"""
