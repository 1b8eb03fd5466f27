// Part 4 of what runs inside the finished page: what the keyboard reaches, and how it looks while it is there.

const CALM = "*,*::before,*::after{transition:none!important;animation:none!important;scroll-behavior:auto!important}";
const OUTLINE = ["outlineStyle", "outlineWidth", "outlineColor", "outlineOffset"];
const OTHER = ["boxShadow", "backgroundColor", "borderTopColor", "borderTopWidth", "color", "textDecorationLine", "textDecorationColor", "textDecorationThickness"];
let order = [], calm = null;

function active() {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

// Everything that Tab should stop at, in reading order; the page stands at its beginning, and nothing on it moves.
function lineUp() {
  if (!calm) { calm = new CSSStyleSheet(); calm.replaceSync(CALM); }
  for (const root of roots) if (!root.adoptedStyleSheets.includes(calm)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, calm];
  const at = active();
  if (at && at !== document.body) at.blur();
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  order = tabbable();
  const sheets = roots.flatMap((root) => [...root.styleSheets]).map((each) => [...each.cssRules].map((rule) => rule.cssText).join("\n"));
  const targets = order.map((element) => ({ element: named(element), words: element.textContent.trim().replace(/\s+/g, " ").slice(0, 60) }));
  return { targets, sheets: sheets.join("\n") };
}

// Where the keyboard is: the place in that order, -1 for what only scrolls, -2 for the page itself; and by what its focus is shown.
function reached() {
  const at = active();
  if (!at || at === document.body || at === document.documentElement) return { index: -2, element: "", mark: "" };
  const style = getComputedStyle(at), edge = chain(at).find((element) => /hidden|clip|auto|scroll/.test(getComputedStyle(element).overflowX));
  const ground = chain(at).map((element) => getComputedStyle(element).backgroundColor).find((colour) => !clear(colour)) || "";
  const names = style.outlineStyle === "none" ? OTHER : OUTLINE; // with an outline, the rest does not matter
  const mark = [...names.map((name) => style[name]), ground, edge && edge !== document.body ? named(edge) : ""].join("|");
  return { index: order.indexOf(at), element: named(at), mark };
}

// Puts the keyboard on one of them and tells which part of the window to photograph.
function hold(index, margin) {
  const element = order[index];
  element.focus();
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const clip = [Math.max(0, Math.floor(box.left - margin)), Math.max(0, Math.floor(box.top - margin)),
    Math.min(innerWidth, Math.ceil(box.right + margin)), Math.min(innerHeight, Math.ceil(box.bottom + margin))];
  return { held: active() === element, clip, scroll: [scrollX, scrollY], lines: [...element.getClientRects()].map((line) => [line.width, line.height]) };
}
const letGo = () => active().blur();
