"""What a document's own styles make of an element: a small cascade, with inheritance and custom properties."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2

from imprint.checking.markup import rendered
from imprint.checking.sheets import Declaration, Sheets, declarations

INHERITED = (
    "color",
    "direction",
    "font-size",
    "letter-spacing",
    "line-height",
    "text-indent",
    "text-transform",
    "visibility",
    "white-space",
    "word-spacing",
    "-webkit-text-fill-color",
    "-webkit-text-security",
)
VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
DEEPEST_VARIABLE = 8
APART = (("color-scheme: dark", "color-scheme: light"), ("@media print", "@media screen"))


@dataclass(frozen=True)
class Value:
    """A property's value, in lower case once it is resolved, and the rule it comes from."""

    text: str
    source: str


Styles = Mapping[str, Value]
NOTHING: Styles = {}
Context = frozenset[str]  # the conditional at-rules and the states that hold


class Cascade:
    """The styles of one tree, under every condition that its sheets know."""

    def __init__(self, root: Element, sheets: Sheets) -> None:
        self.root, self.keyframes = root, sheets.keyframes
        conditions = {rule.conditions for rule in sheets.rules}
        both = {one | other for one, other in combinations(conditions, 2) if not _are_apart(one, other)}
        self.contexts: tuple[Context, ...] = tuple(sorted({frozenset[str](), *conditions, *both}, key=sorted))
        self._matcher = cssselect2.Matcher()
        for rule in sheets.rules:
            self._matcher.add_selector(rule.selector, rule)
        wrapper = cssselect2.ElementWrapper.from_html_root(root)
        own = set(rendered(root))
        self._wrappers = {one.etree_element: one for one in wrapper.iter_subtree() if one.etree_element in own}
        self._ancestors: dict[Element, tuple[Element, ...]] = {}
        self._matches: dict[Element, list[tuple[str | None, Any]]] = {}
        self._computed: dict[tuple[Element, Context], Styles] = {}
        self._pseudo: dict[tuple[Element, Context], tuple[tuple[str, Styles], ...]] = {}
        self._conditions: dict[Element, Context] = {}  # of all rules that may apply to an element
        self._alike: dict[tuple[Element, str | None, Context, int], Styles] = {}

    def __contains__(self, element: Element) -> bool:
        return element in self._wrappers

    def ancestors(self, element: Element) -> tuple[Element, ...]:
        """The elements around one, outermost first."""
        if element not in self._ancestors:
            self._ancestors[element] = tuple(one.etree_element for one in self._wrappers[element].ancestors)
        return self._ancestors[element]

    def styles(self, element: Element, context: Context) -> Styles:
        """The element's declared and inherited values where the context's conditions hold and no others.

        Contexts in which the same rules apply to the element and to all around it have the same mapping, not only an
        equal one.
        """
        if (element, context) not in self._computed:
            above = self.ancestors(element)
            parent = self.styles(above[-1], context) if above else NOTHING
            self._computed[element, context] = self._resolved(element, context, None, parent)
        return self._computed[element, context]

    def pseudo_elements(self, element: Element, context: Context) -> tuple[tuple[str, Styles], ...]:
        """What is declared for the element's ::before, ::after, ::first-line …"""
        if (element, context) not in self._pseudo:
            around = self.styles(element, context)
            names = sorted({pseudo for pseudo, _ in self._matched(element) if pseudo})
            self._pseudo[element, context] = tuple(
                (name, self._resolved(element, context, name, around)) for name in names
            )
        return self._pseudo[element, context]

    def declares(self, element: Element, name: str) -> Collection[str | None]:
        """Which of the element itself (None) and its pseudo-elements a property is declared for, in any context."""
        found = {pseudo for pseudo, rule in self._matched(element) for one in rule.declarations if one.name == name}
        own = any(one.name == name for one in declarations(element.get("style", "")))
        return found | {None} if own else found

    def _resolved(self, element: Element, context: Context, pseudo: str | None, parent: Styles) -> Styles:
        """The element's own, or a pseudo-element's, computed once for all contexts in which the same rules apply."""
        matched = self._matched(element)
        key = (element, pseudo, context & self._conditions[element], id(parent))  # each parent lives as long as this
        if key not in self._alike:
            rules = [rule for name, rule in matched if name == pseudo and rule.conditions <= context]
            self._alike[key] = _resolved(_declared(element, rules, pseudo), parent)
        return self._alike[key]

    def _matched(self, element: Element) -> list[tuple[str | None, Any]]:
        if element not in self._matches:
            found = self._matcher.match(self._wrappers[element])
            self._matches[element] = [(pseudo, rule) for _, _, pseudo, rule in found]
            self._conditions[element] = frozenset().union(*(rule.conditions for *_, rule in found))
        return self._matches[element]


def _declared(element: Element, rules: Sequence[Any], pseudo: str | None) -> Styles:
    """The winners: important beats normal, the style attribute beats sheets of its rank, later beats earlier."""
    sheet = [(one, rule.source) for rule in rules for one in rule.declarations]
    style = [] if pseudo else [(one, "its style attribute") for one in declarations(element.get("style", ""))]
    ranked = [*_ranked(sheet, important=False), *_ranked(style, important=False)]
    ranked += [*_ranked(sheet, important=True), *_ranked(style, important=True)]
    return {
        one.name: Value(one.value if one.name.startswith("--") else one.value.lower(), source) for one, source in ranked
    }


def _are_apart(one: Context, other: Context) -> bool:
    """True for conditions of which never both hold; of others, a reader may meet two at once, dark and printed.

    Two states at once are left out: each is looked at by itself, and with every condition.
    """
    if one != other and all(any(not condition.startswith("@") for condition in both) for both in (one, other)):
        return True
    return any(a in " ".join(one) and b in " ".join(other) for pair in APART for a, b in (pair, pair[::-1]))


def _ranked(found: list[tuple[Declaration, str]], *, important: bool) -> list[tuple[Declaration, str]]:
    return [pair for pair in found if pair[0].important is important]


def _resolved(declared: Styles, parent: Styles) -> Styles:
    """Fills in what is inherited and what custom properties stand for; a font size stays relative to its parent's."""
    custom = {name: value for name, value in {**parent, **declared}.items() if name.startswith("--")}
    found = {name: value for name, value in parent.items() if name in INHERITED and name != "font-size"} | custom
    for name, value in declared.items():
        text = _without_variables(value.text, custom)
        if name.startswith("--"):
            continue
        if text == "inherit" and name in parent and name != "font-size":
            found[name] = parent[name]
        elif text in ("initial", "revert", "revert-layer"):
            found.pop(name, None)
        elif text not in ("inherit", "unset"):
            found[name] = Value(text, value.source)
    return found


def _without_variables(text: str, custom: Styles) -> str:
    for _ in range(DEEPEST_VARIABLE):
        if "var(" not in text:
            break
        text = VARIABLE.sub(lambda one: custom[one[1]].text if one[1] in custom else (one[2] or "").strip(), text)
    return text.lower().strip()
