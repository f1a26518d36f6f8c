"""Excel workbooks (.xlsx, .xlsm) into located cells."""
