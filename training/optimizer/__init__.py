"""Owns what a step of training does to the weights, beside the gradients."""
