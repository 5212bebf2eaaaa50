"""Names the upstream words that our readers meet, so that our catalogue translates them.

Django, allauth and Wagtail bring few Burmese words or none. A message named here comes into
`locale/my`, which is read last and therefore wins. `tests/architecture/test_messages.py` fails
when an upgrade rewords one. Nothing imports these modules: makemessages reads them.
"""
