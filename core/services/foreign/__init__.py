"""Logs that other apps export (Strong, Hevy, wger), and our own table of sets, as sets of our exercises."""
