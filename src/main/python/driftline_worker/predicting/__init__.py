"""From encoded records to rows of a result: figures, reasons, warnings."""
