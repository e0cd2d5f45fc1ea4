r"""The name of a colour in, the name that CSS has for it out, where LaTeX's own names have none: ``\textcolor{lightgreen}{x}``."""

from __future__ import annotations

# https://www.w3.org/TR/css-color-4/#named-colors, but for those that the converter knows, whose shades are LaTeX's.
_CSS = """
aliceblue antiquewhite aqua aquamarine azure beige bisque blanchedalmond blueviolet burlywood cadetblue chartreuse
chocolate coral cornflowerblue cornsilk crimson darkblue darkcyan darkgoldenrod darkgreen darkgrey darkkhaki darkmagenta
darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey
darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia
gainsboro ghostwhite gold goldenrod greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender
lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgreen lightgrey lightpink
lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow limegreen linen maroon
mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olivedrab orangered orchid
palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru plum powderblue rebeccapurple rosybrown
royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow
springgreen steelblue tan thistle tomato turquoise wheat whitesmoke yellowgreen
"""
# Names of LaTeX's with a capital, which CSS has for other shades.
_LATEX = """
Aquamarine BlueViolet CadetBlue CornflowerBlue DarkOrchid ForestGreen Goldenrod GreenYellow Lavender LimeGreen Maroon
MidnightBlue OrangeRed Orchid Plum RoyalBlue Salmon SeaGreen SkyBlue SpringGreen Tan Thistle Turquoise YellowGreen
"""
_OF_CSS, _OF_LATEX = frozenset(_CSS.split()), frozenset(_LATEX.split())


def of_css(name: str) -> str:
    """The name that CSS has for a colour which LaTeX has no name for; empty for all others.

    >>> of_css("LightGreen"), of_css("ForestGreen"), of_css("red")
    ('lightgreen', '', '')
    """
    return name.lower() if name.lower() in _OF_CSS and name not in _OF_LATEX else ""
