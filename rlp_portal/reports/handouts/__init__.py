"""What is printed before a workshop: the poster that invites, and the kit for a day without phones or network."""
