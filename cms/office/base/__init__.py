"""Parts that all screens share: scoped views, view sets, fields, columns, exports."""
