"""What the environment leaves open has a value that people may see."""


def test_letters_come_from_the_product(settings):
    assert settings.DEFAULT_FROM_EMAIL == "Pyinnya <no-reply@localhost>"
