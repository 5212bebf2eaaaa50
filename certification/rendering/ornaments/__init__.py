"""The drawn ornaments of a sheet: background, frame, blossom, seal and QR code."""
