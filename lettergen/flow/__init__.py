"""Joins the stages; one function per thing a user can ask for."""
