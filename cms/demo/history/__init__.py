"""What has happened in the demo: learning, certificates, training, designs."""
