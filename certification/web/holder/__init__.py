"""The pages of a certificate's holder."""
