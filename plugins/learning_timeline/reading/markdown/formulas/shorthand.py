r"""Commands that stand for others which the converter knows: one line each, as an author would define them."""

from __future__ import annotations

from .expansion import Macro, template
from .text import SIGNS_OF_TEXT

_BODIES = {
    # Dots
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "mathellipsis": r"\ldots",
    "adots": r"\iddots",
    # Fonts
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "mathbfit": r"\bm{#1}",
    "mathnormal": r"\mathit{#1}",
    "mathup": r"\mathrm{#1}",
    "pmb": r"\bm{#1}",
    "vb": r"\mathbf{#1}",
    "va": r"\vec{\mathbf{#1}}",
    "vu": r"\hat{\mathbf{#1}}",
    "bs": r"\boldsymbol{#1}",
    # Operators
    "varlimsup": r"\mathop{\overline{\lim}}\limits",
    "varliminf": r"\mathop{\underline{\lim}}\limits",
    "varinjlim": r"\mathop{\underrightarrow{\lim}}\limits",
    "varprojlim": r"\mathop{\underleftarrow{\lim}}\limits",
    "plim": r"\operatorname*{plim}",
    "esssup": r"\operatorname*{ess\,sup}",
    "essinf": r"\operatorname*{ess\,inf}",
    "sech": r"\operatorname{sech}",
    "csch": r"\operatorname{csch}",
    "arccot": r"\operatorname{arccot}",
    "sgn": r"\operatorname{sgn}",
    "Tr": r"\operatorname{Tr}",
    "tr": r"\operatorname{tr}",
    "rank": r"\operatorname{rank}",
    "diag": r"\operatorname{diag}",
    "Var": r"\operatorname{Var}",
    "Cov": r"\operatorname{Cov}",
    "erf": r"\operatorname{erf}",
    "Res": r"\operatorname{Res}",
    # Signs
    "smallsetminus": r"\setminus",
    "varpropto": r"\propto",
    "shortmid": r"\mid",
    "shortparallel": r"\parallel",
    "nshortmid": r"\nmid",
    "nshortparallel": r"\nparallel",
    "thicksim": r"\sim",
    "thickapprox": r"\approx",
    "centerdot": r"\cdot",
    "leadsto": r"\rightsquigarrow",
    "colon": r"\mkern2mu{:}\mkern6mu ",
    "qed": r"\square",
    "lparen": r"(",
    "rparen": r")",
    "vdot": r"\boldsymbol{\cdot}",
    "cross": r"\boldsymbol{\times}",
    "indep": r"\perp\!\!\!\perp",
    "independent": r"\perp\!\!\!\perp",
    "upmu": r"\mathrm{\mu}",
    "micro": r"\text{µ}",
    "degreeCelsius": r"{}^\circ\mathrm{C}",
    # Room and breaks
    "enskip": r"\enspace",
    "nobreak": "",
    "nobreakspace": r"\ ",
    "space": r"\ ",
    "allowbreak": "",
    "linebreak": "",
    "nolinebreak": "",
    "goodbreak": "",
    "newline": r"\\",
    "tabularnewline": r"\\",
    "cr": r"\\",
    "displaybreak": "",
    "allowdisplaybreaks": "",
    "relax": "",
    "noindent": "",
    "par": "",
    "hfill": r"\quad",
    "hfil": r"\quad",
    "hss": "",
    "strut": r"\vphantom{(}",
    "null": "{}",
    "mspace": r"\mkern#1",
    "vcenter": "{#1}",
    "unskip": "",
    "protect": "",
    "centering": "",
    "leftroot": "",
    "uproot": "",
    # Groups
    "bgroup": "{",
    "egroup": "}",
    "begingroup": "{",
    "endgroup": "}",
    # Sets above or below
    "overunderset": r"\overset{#1}{\underset{#2}{#3}}",
    "underoverset": r"\overset{#2}{\underset{#1}{#3}}",
    "centernot": r"\not",
    "slashed": r"\not{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "fbox": r"\boxed{\text{#1}}",
    "framebox": r"\boxed{\text{#1}}",
    "nicefrac": r"{}^{#1}\!/{}_{#2}",
    "sfrac": r"{}^{#1}\!/{}_{#2}",
    "flatfrac": r"{#1}/{#2}",
    "rfrac": r"{#1}/{#2}",
    # What wraps a formula for a page of its own kind
    "class": "{#2}",
    "cssId": "{#2}",
    "htmlClass": "{#2}",
    "htmlId": "{#2}",
    "htmlData": "{#2}",
    "htmlStyle": "{#2}",
    "style": "{#2}",
    "require": "",
    "ensuremath": "{#1}",
    "hypertarget": "{#2}",
    "ketbra": r"\ket{#1}\!\bra{#2}",
    "dyad": r"\ket{#1}\!\bra{#2}",
    "outerproduct": r"\ket{#1}\!\bra{#2}",
    "innerproduct": r"\braket{#1|#2}",
}
# How many arguments those take that do not show it in their body.
_TAKEN = {"require": 1, "leftroot": 1, "uproot": 1, "class": 2, "hfill": 0}
_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho sigma tau upsilon "
    "phi varphi chi psi omega"
)

MACROS: dict[str, Macro] = {f"\\{name}": template(body) for name, body in _BODIES.items()}
MACROS |= {f"\\{name}": MACROS[f"\\{name}"]._replace(arguments=count) for name, count in _TAKEN.items()}
MACROS |= {f"\\up{name}": template(rf"\mathrm{{\{name}}}") for name in _GREEK.split()}
MACROS |= {name: template(rf"\text{{{name}}}") for name in SIGNS_OF_TEXT}
