"""European Nights: curated YAML and Markdown in, a static site out.

The pipeline reads in one direction, one module a step:
load -> check -> archive -> pages -> render.
"""
