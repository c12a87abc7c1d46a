"""syndicate: articles in many languages, given out again as feeds in others."""
