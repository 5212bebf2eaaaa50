"""HTTP alone: pages and documents for verifiers, machines and holders."""
