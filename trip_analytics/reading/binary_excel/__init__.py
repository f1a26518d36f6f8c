"""The binary workbooks before and beside .xlsx: python-calamine, and what it leaves out."""
