"""From verdicts to a plan that people carry out, in words of their language, on paper."""
