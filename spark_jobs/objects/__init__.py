"""Where papers and files lie under names: a folder, or a bucket of any S3 server."""
