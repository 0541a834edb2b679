"""The carnet for other programs: tables for spreadsheets, dates for calendars, and a document that comes back in."""
