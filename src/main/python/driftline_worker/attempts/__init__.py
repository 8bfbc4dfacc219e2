"""Jobs handed to this worker: taken on, worked, ended, remembered for a while."""
