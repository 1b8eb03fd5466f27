// Part 2 of what runs inside the finished page: what its styles do to a wording, in words for people.

const REPLACED = new Set(["img", "svg", "input", "button", "canvas", "video", "audio", "object", "embed", "iframe", "math", "meter", "progress", "select", "textarea"]);
let roots = [document];

// What a style does to text without leaving a trace in where it stands.
const clear = (colour) => /^rgba\(.*, 0\)$/.test(colour) || colour === "transparent";
const STYLES = [
  ["struck", (s) => s.textDecorationLine.includes("line-through") && !clear(s.textDecorationColor), "a line is drawn through the text"],
  ["masked", (s, own) => own && s.webkitTextSecurity && s.webkitTextSecurity !== "none", "its letters are replaced by dots"],
];
const HIDING = [
  [(s) => s.display === "none", "display: none"],
  [(s, own) => own && s.visibility !== "visible", "visibility: hidden"],
  [(s, own, e, from) => e.localName === "details" && !e.open && !from.includes(e.querySelector(":scope > summary")), "the fold-out, which is closed"],
  [(s) => s.contentVisibility === "hidden", "content-visibility: hidden"],
  [(s, own) => own && parseFloat(s.fontSize) === 0, "font-size: 0"],
];
const DIMMING = [
  [(s) => parseFloat(s.opacity) < 0.9, "opacity"],
  [(s, own) => own && clear(s.webkitTextFillColor), "the transparent colour of the letters"],
  [(s) => s.clipPath !== "none" || s.clip !== "auto", "clipping"],
  [(s) => s.maskImage && s.maskImage !== "none", "a mask"],
  [(s) => s.filter !== "none", "a filter"],
  [(s) => s.transform !== "none" || s.scale !== "none" || s.translate !== "none", "a transform"],
  [(s) => s.overflowX !== "visible" && s.display !== "inline", "the box that is too small"],
];
function reasons(nodes) {
  const kinds = new Map();
  const restless = endlessly();
  for (const node of nodes) {
    const ancestors = chain(node);
    ancestors.forEach((element, depth) => {
      const style = getComputedStyle(element);
      for (const [kind, holds, words] of STYLES) if (holds(style, depth === 0)) kinds.set(kind, `${words} (${named(element)})`);
      for (const [kind, rules] of [["hiding", HIDING], ["dimming", DIMMING]]) {
        for (const [holds, words] of rules) {
          if (!kinds.has(kind) && holds(style, depth === 0, element, ancestors)) kinds.set(kind, `${words} on ${named(element)}`);
        }
      }
      if (restless.has(element)) kinds.set("moving", `it is animated without end (${named(element)})`);
    });
  }
  return kinds;
}

const timed = () => roots.flatMap((root) => root.getAnimations ? root.getAnimations({ subtree: true }) : []);
const endlessly = () => new Set(timed().filter((a) => a.effect && a.effect.getComputedTiming().endTime === Infinity && a.playState !== "idle").map((a) => a.effect.target));

// Words or pictures that the style sheet or the markup puts between the first and the last letter.
function inserted(text, start, end) {
  for (const entry of text.elements) {
    const opens = entry.start > start && entry.start < end, closes = entry.end > start && entry.end < end;
    if (opens && REPLACED.has(entry.element.localName) && entry.element.getClientRects().length) return `${named(entry.element)} stands inside the sentence`;
    for (const [inside, pseudo] of [[opens, "::before"], [closes, "::after"]]) {
      if (inside && /[\p{L}\p{N}]/u.test(getComputedStyle(entry.element, pseudo).content.replace(/^(none|normal)$|(open|close)-quote/g, ""))) {
        return `the style sheet adds words inside the sentence (${named(entry.element)})`;
      }
    }
  }
  return null;
}
