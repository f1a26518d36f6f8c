"""The sections of the annual report, one module each.

A module here holds ``SECTION``, a :class:`trip_analytics.reports.annual.section.ReportSection`:

- ``place``: sections come in the order of their places (10, 20, 30: one may go in between);
- ``write``: the section from the year's :class:`ReportData`;
  None where this year's report has none;
- ``in_brief``, if it has a part in the summary: that part's blocks;
- ``withheld``, if some of its figures may be withheld: which, for whoever makes the report.

The report, its summary and the list of what is withheld are made of these: no section is named
anywhere else.
"""
