"""What a run stands on: what came in, what moved since the last one, what must be done again, and the state of it.

`syndicate.pipeline` is the run itself; this is its bookkeeping. It imports nothing of the pipeline.
"""
