"""What happens to a certificate after it is issued: requested, approved, executed, told."""
