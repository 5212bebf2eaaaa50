"""The drawn ornaments of a sheet: corner marks, borders and the seal."""
