"""The control plane: papers, never rows."""
