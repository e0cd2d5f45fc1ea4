"""A chart in, its still picture out: an SVG of the same figure, drawn while the site is built, for a page without plotly.js.

The picture is as wide as there is room, like the live one, and its text keeps its size: the SVG is the plot's own area, marks lie
in a drawing of 1,000 units that stretches with it (lines keep their width), and labels are placed in per cent. What differs in a
narrow figure is there twice, and the style sheet shows one of both. Colours of the theme are its custom properties, so that a still
follows light and dark, and the printer.

A figure is plain data in Plotly's words; what is not known here is an error and not left out.
"""

from .picture import still

__all__ = ["still"]
