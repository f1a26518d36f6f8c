"""The binary workbooks before and beside .xlsx: what python-calamine leaves out of them."""
