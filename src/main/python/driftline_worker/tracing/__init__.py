"""What is told of attempts to those who trace them by OpenTelemetry; off unless it is asked for."""
