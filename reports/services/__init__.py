"""The only writers of findings and of the thresholds that lead to them."""
