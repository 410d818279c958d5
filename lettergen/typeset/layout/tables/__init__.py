"""Tables: column widths, cells on the grid, borders, rows and how they split over pages."""
