"""What the command line needs beside the pipeline: a screen, a look at the machine, and a first page to begin with."""
