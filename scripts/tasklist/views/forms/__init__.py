"""The forms that go out."""
