"""What a file answers, and what a person is asked where it does not say."""
