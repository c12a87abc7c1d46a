"""What editors do with sentences and names: the functions that the command line and the desk both call."""
