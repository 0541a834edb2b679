"""What advisors would have the codebook say otherwise. The codebook stays code: the administration settles them."""
