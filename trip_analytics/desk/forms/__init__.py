"""Blank forms to send to teams: what is on them, as workbooks and as Word documents."""
