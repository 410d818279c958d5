"""How the manual is built: `make docs`."""

project = "lettergen"
copyright = "2026, the lettergen developers"
extensions = ["myst_parser"]
html_theme = "alabaster"
html_theme_options = {
    "description": "One letter, to everyone, and every answer to it.",
    "page_width": "60rem",
}
exclude_patterns = ["_build"]
myst_heading_anchors = 3
