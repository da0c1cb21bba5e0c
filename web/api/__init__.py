"""What programs post and read: the JSON API, the intake door, and the control points of a scripted service."""
