"""Graded calls of many people, read by cohort leads."""
