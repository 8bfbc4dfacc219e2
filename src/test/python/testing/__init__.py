"""What several tests share: fakes of the worker's neighbours, and models too small to be wrong."""
