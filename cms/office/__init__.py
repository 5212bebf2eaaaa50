"""The back office: screens over the apps below."""
