"""What the words beside a form, in a mail or in a letter say, part by part."""
