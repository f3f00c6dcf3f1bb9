"""Commands by who knows them: the MathML engine, MathJax, or we ourselves."""

from __future__ import annotations

_SMALL_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega varepsilon varphi varpi varrho varsigma vartheta"
).split()
_GREAT_GREEK = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()

PORTABLE: dict[str, str] = {
    "nicefrac": r"{}^{#1}\!/_{#2}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "bm": r"\boldsymbol{#1}",
    "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}",
    "plim": r"\operatorname*{plim}",
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "llbracket": "⟦",
    "rrbracket": "⟧",
    "Alpha": r"\mathrm{A}",
    "Beta": r"\mathrm{B}",
}
"""Commands in wide use that MathJax lacks: written out wherever a formula goes."""

ALIASES: dict[str, str] = {
    "nicefrac": r"\tfrac{#1}{#2}",
    "mathbbm": PORTABLE["mathbbm"],
    "mathds": PORTABLE["mathds"],
    "mathclap": "{#1}",
    "mathllap": "{#1}",
    "mathrlap": "{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "mbox": r"\text{#1}",
    "hbox": r"\text{#1}",
    "textnormal": r"\text{#1}",
    "textup": r"\text{#1}",
    "LaTeX": r"\text{LaTeX}",
    "TeX": r"\text{TeX}",
    "dotsb": r"\cdots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotsc": r"\ldots",
    "dotso": r"\ldots",
    "cancelto": r"{\cancel{#2}}^{#1}",
    "bra": r"\left\langle #1\right|",
    "Bra": r"\left\langle #1\right|",
    "ket": r"\left|#1\right\rangle",
    "Ket": r"\left|#1\right\rangle",
    "braket": r"\left\langle #1\right\rangle",
    "Braket": r"\left\langle #1\right\rangle",
    "ketbra": r"\left|#1\right\rangle\!\left\langle #2\right|",
    "Ketbra": r"\left|#1\right\rangle\!\left\langle #2\right|",
    "set": r"\left\{#1\right\}",
    "Set": r"\left\{#1\right\}",
    "pmb": r"\boldsymbol{#1}",
    "mathbfit": r"\boldsymbol{#1}",
    "mathbfup": r"\mathbf{#1}",
    "mathnormal": "{#1}",
    "mathup": r"\mathrm{#1}",
    "symbb": r"\mathbb{#1}",
    "symbf": r"\mathbf{#1}",
    "symcal": r"\mathcal{#1}",
    "symfrak": r"\mathfrak{#1}",
    "symrm": r"\mathrm{#1}",
    "symscr": r"\mathscr{#1}",
    "symsf": r"\mathsf{#1}",
    "symtt": r"\mathtt{#1}",
    "intop": r"\int",
    "smallint": r"\int",
    "smallsetminus": r"\setminus",
    "varpropto": r"\propto",
    "thickapprox": r"\approx",
    "thicksim": r"\sim",
    "shortmid": r"\mid",
    "shortparallel": r"\parallel",
    "nshortmid": r"\nmid",
    "nshortparallel": r"\nparallel",
    "smallfrown": r"\frown",
    "smallsmile": r"\smile",
    "varinjlim": r"\mathop{\underrightarrow{\lim}}",
    "varprojlim": r"\mathop{\underleftarrow{\lim}}",
    "varliminf": r"\mathop{\underline{\lim}}",
    "varlimsup": r"\mathop{\overline{\lim}}",
    "ohm": r"\Omega",
    "micro": r"\mathrm{\mu}",
    "celsius": r"{}^{\circ}\mathrm{C}",
    "perthousand": "‰",
    **{f"up{name}": rf"\mathrm{{\{name}}}" for name in _SMALL_GREEK},
    **{f"Up{name.lower()}": rf"\mathrm{{\{name}}}" for name in _GREAT_GREEK},
}
"""What the MathML engine lacks and can say in other words of the same meaning."""

ENVIRONMENTS: dict[str, tuple[str, str]] = {
    "split": ("aligned", ""),
    "alignedat": ("aligned", ""),
    "alignat": ("align*", ""),
    "alignat*": ("align*", ""),
    "flalign": ("align*", ""),
    "flalign*": ("align*", ""),
    "eqnarray": ("array", "rcl"),
    "eqnarray*": ("array", "rcl"),
    "lgathered": ("gathered", ""),
    "rgathered": ("gathered", ""),
    "smallmatrix": ("matrix", ""),
    "psmallmatrix": ("pmatrix", ""),
    "bsmallmatrix": ("bmatrix", ""),
    "Bsmallmatrix": ("Bmatrix", ""),
    "vsmallmatrix": ("vmatrix", ""),
    "Vsmallmatrix": ("Vmatrix", ""),
}
"""Environments by another name, with their columns."""

DEFINING = frozenset(
    """def gdef edef xdef let futurelet newcommand renewcommand providecommand newenvironment
    renewenvironment DeclareMathOperator DeclarePairedDelimiter DeclarePairedDelimiters
    DeclarePairedDelimiterX DeclarePairedDelimitersX DeclarePairedDelimiterXPP
    DeclarePairedDelimitersXPP Newextarrow""".split()
)
"""Commands that define commands; the engine could be made to run for ever with them."""

MATHJAX_COMMANDS = DEFINING | frozenset(
    """above abovewithdelims Aboxed adjustlimits array ArrowBetweenLines arrowvert Arrowvert
    atopwithdelims bbFont bbox bracevert buildrel cases ce cellcolor centercolon centerdot centernot
    centerOver clap class colorbox columncolor cr crampedclap crampedllap crampedrlap
    crampedsubstack cssId definecolor displaylines divsymbol enclose eqalign eqalignno fcolorbox
    framebox hfil hfill hfilll href leftroot leqalignno llap longleftrightarrows
    longLeftrightharpoons longrightleftharpoons longRightleftharpoons lower mathbfcal mathbffrak
    mathbfscr mathbfsf mathbfsfit mathbfsfup mathmakebox mathmbox
    mathsfit mathsfup mathtip mathtoolsset matrix minCDarrowheight minCDarrowwidth mit mmlToken
    MoveEqLeft moveleft moveright MTFlushSpaceAbove MTFlushSpaceBelow MTThinColon ndownarrow
    newtagform nonscript notChar nuparrow oldstyle ordinarycolon overunderset overwithdelims
    pmatrix pu raise ref refeq renewtagform require rlap root rowcolor rule Rule scr
    shortvdotswithin skew SkipLimits smash Space splitdfrac splitfrac stackbin strut style
    symbfcal symbffrak symbfit symbfscr symbfsf symbfsfit symbfsfup symbfup symit symnormal
    symsfit symsfup symup textclap textllap textrlap texttip Tiny toggle tripledash unicode
    uproot usetagform vcenter vdotswithin verb xLeftrightharpoons xmathstrut xRightleftharpoons
    tiny scriptsize small normalsize large Large LARGE huge Huge
    AXC Axiom AxiomC UIC UnaryInf UnaryInfC BIC BinaryInf BinaryInfC TIC TrinaryInf TrinaryInfC
    QuaternaryInf QuaternaryInfC QuinaryInf QuinaryInfC LeftLabel RightLabel LL RL fCenter
    alwaysDashedLine alwaysNoLine alwaysRootAtBottom alwaysRootAtTop alwaysSingleLine
    alwaysSolidLine dashedLine noLine rootAtBottom rootAtTop singleLine solidLine
    textasciitilde textbackslash textbar textbullet textdegree textellipsis textemdash textendash
    texteuro textgreater textless textmu textquotedblleft textquoteleft textregistered
    textunderscore upomicron""".split()
)
"""What MathJax draws with the packages that Anki loads, and the MathML engine cannot."""

MATHJAX_ENVIRONMENTS = frozenset(
    """CD crampedsubarray empheq multlined numcases subnumcases prooftree spreadlines xalignat
    xalignat* xxalignat matrix* pmatrix* bmatrix* Bmatrix* vmatrix* Vmatrix* smallmatrix*
    psmallmatrix* bsmallmatrix* Bsmallmatrix* vsmallmatrix* Vsmallmatrix* cases* dcases* rcases*
    drcases*""".split()
)

COMMON = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho
    sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega
    frac tfrac dfrac sqrt sum prod int oint lim sup inf max min log ln exp sin cos tan arg det dim
    ker gcd left right big bigl bigr begin end mathbb mathbf mathcal mathfrak mathit mathrm
    mathscr mathsf mathtt boldsymbol operatorname text textbf textit hat bar tilde vec dot ddot
    widehat widetilde overline underline overbrace underbrace overset underset stackrel binom
    cdot cdots ldots vdots ddots dots times div pm mp leq geq neq approx equiv sim simeq cong
    propto subset subseteq supset supseteq cup cap setminus in notin forall exists nabla partial
    infty emptyset to mapsto rightarrow leftarrow Rightarrow Leftarrow Leftrightarrow implies iff
    langle rangle lceil rceil lfloor rfloor lvert rvert lVert rVert mid parallel perp angle quad
    qquad limits nolimits displaystyle boxed cancel phantom circ star ast oplus otimes odot wedge
    vee neg land lor top bot prime ell hbar Re Im""".split()
)
"""Commands that a misspelt one may have meant."""
