"""What whoever watches over the runner is shown: lines, a status file, numbers, spans. Never a count of persons."""
