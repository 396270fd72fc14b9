"""Measuring a round: which rights clients use before and after, how far requests came, and what stood in the way."""
