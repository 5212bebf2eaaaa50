"""Where files lie: uploads on the disk or in a bucket, and what belongs to the release."""
