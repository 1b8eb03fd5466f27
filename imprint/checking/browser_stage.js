// Part 5 of what runs inside the finished page: finds the wordings, scrolls to them, recolours them, draws how they should look.
// It changes nothing that is seen of the page: it scrolls, adopts a style sheet and uses the CSS Custom Highlight API.

const DARK = "imprint-eye-dark", LIGHT = "imprint-eye-light";
let pieces = [];

const scrollable = () => {
  const page = getComputedStyle(document.documentElement), body = document.body && getComputedStyle(document.body);
  const ruling = page.overflowY === "visible" && body ? body : page;
  const frame = document.scrollingElement || document.documentElement;
  return /hidden|clip/.test(ruling.overflowY) ? 0 : Math.max(0, frame.scrollHeight - innerHeight);
};

// The lower edges of all text, to tell a wording that stands far below everything else.
const edges = (nodes) => nodes.filter((node) => /\S/.test(node.data)).map((node) => {
  const range = new Range(); range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  return box.height ? box.bottom : 0;
}).sort((a, b) => a - b);

function locate() {
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  recolour(0);
  pieces = [];
  const text = gather();
  const bottoms = edges(text.nodes);
  const sightings = [];
  wordings.forEach((wording, number) => {
    let index = 0;
    for (let at = text.string.indexOf(wording); at >= 0; at = text.string.indexOf(wording, at + wording.length)) {
      const end = at + wording.length;
      const cuts = cut(text, at, end);
      const kinds = reasons([...new Set(cuts.map((piece) => piece.node))]);
      const added = inserted(text, at, end);
      if (added) kinds.set("altered", added);
      const placed = cuts.map((piece) => {
        const word = piece.letters.join("");
        const id = pieces.push(piece) - 1;
        return { id, text: word, ...measure(piece), spaced: piece.spaced, leftward: LEFTWARD.test(word) };
      });
      const top = Math.min(...placed.map((piece) => piece.box ? piece.box[1] : Infinity));
      const before = bottoms.filter((bottom) => bottom <= top + 1).at(-1) || 0;
      sightings.push({ wording: number, index: index++, pieces: placed, reasons: Object.fromEntries(kinds), gap: top === Infinity ? 0 : top - before });
    }
  });
  prepare();
  return { sightings, glass: text.glass, scrollable: scrollable(), width: document.documentElement.clientWidth || innerWidth, height: innerHeight };
}

// Each piece is recoloured to whichever of black and white is farther from its own colour.
const brightness = (colour) => {
  const dot = new OffscreenCanvas(1, 1).getContext("2d");
  dot.fillStyle = colour;
  dot.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = dot.getImageData(0, 0, 1, 1).data;
  return alpha ? 0.2126 * red + 0.7152 * green + 0.0722 * blue : 0;
};
let sheet = null;
const groups = [[DARK, new Highlight()], [LIGHT, new Highlight()]];
function prepare() {
  const known = new Map();
  groups.forEach(([, group]) => group.clear());
  if (!sheet) {
    sheet = new CSSStyleSheet();
    const rule = (name, colour) => `::highlight(${name}){color:${colour}!important;-webkit-text-fill-color:${colour}!important}`;
    sheet.replaceSync(rule(DARK, "#000") + rule(LIGHT, "#fff"));
  }
  for (const root of roots) if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  for (const piece of pieces) {
    const fill = getComputedStyle(owner(piece)).webkitTextFillColor;
    if (!known.has(fill)) known.set(fill, brightness(fill) > 127 ? 0 : 1);
    groups[known.get(fill)][1].add(new StaticRange({ startContainer: piece.node, startOffset: piece.start, endContainer: piece.node, endOffset: piece.end }));
  }
}
// 0: as it is; 1: recoloured; 2: recoloured the other way, for text whose painted colour is not the one its style names.
const recolour = (way) => {
  groups.forEach(([name], number) => {
    if (way) CSS.highlights.set(name, groups[way === 1 ? number : 1 - number][1]);
    else CSS.highlights.delete(name);
  });
};

// What lies over the middle of a piece: an element with paint of its own that does not hold the piece.
const painted = (element) => {
  const style = getComputedStyle(element);
  return REPLACED.has(element.localName) || style.backgroundImage !== "none" || !clear(style.backgroundColor) || style.backdropFilter !== "none";
};
function obstacle(piece, box) {
  const holders = chain(piece.node);
  let element = null;
  for (let root = document; root; root = element && element.shadowRoot) {
    const inner = root.elementFromPoint((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    if (!inner || inner === element) break;
    element = inner;
  }
  while (element && !holders.includes(element) && !painted(element)) element = above(element);
  return element && !holders.includes(element) ? named(element) : null;
}

// A piece's place after scrolling: letters keep their distances, so one box tells how far all have moved.
function placed(id) {
  const piece = pieces[id];
  const first = piece.boxes.findIndex(Boolean);
  const was = piece.boxes[first], now = first < 0 ? null : boxOf(piece.node, piece.start + piece.letters.slice(0, first).join("").length, piece.end);
  if (!now) return null;
  const right = now.left - was.left, down = now.top - was.top;
  const letters = piece.boxes.map((box) => box && [box.left + right, box.right + right]);
  const seen = piece.boxes.filter(Boolean);
  const box = [
    Math.min(...seen.map((each) => each.left)) + right, Math.min(...seen.map((each) => each.top)) + down,
    Math.max(...seen.map((each) => each.right)) + right, Math.max(...seen.map((each) => each.bottom)) + down,
  ];
  const inWindow = box[2] > 0 && box[3] > 0 && box[0] < innerWidth && box[1] < innerHeight;
  return inWindow ? { id, box, base: piece.base + down, size: piece.size, letters, obstacle: obstacle(piece, box) } : null;
}

// The same letters on an empty canvas: what should be visible when nothing hides it.
function draw(seen, clip, density) {
  const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas"); // never put into the page
  canvas.width = (clip[2] - clip[0]) * density;
  canvas.height = (clip[3] - clip[1]) * density;
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  for (const { id, letters, base, size } of seen) {
    const { word } = pieces[id], style = getComputedStyle(owner(pieces[id]));
    ink.font = fontOf(style, size * density);
    ink.fontVariantCaps = style.fontVariantCaps;
    const put = (string, [left]) => ink.fillText(string, (left - clip[0]) * density, Math.round((base - clip[1]) * density));
    if (JOINED.test(word.join("")) && !SINGLE.test(word.join(""))) put(word.join(""), [Math.min(...letters.filter(Boolean).map((pair) => pair[0]))]);
    else letters.forEach((pair, index) => pair && put(word[index], pair));
  }
  return canvas.toDataURL("image/png").split(",")[1]; // OffscreenCanvas.convertToBlob waits for an idle second
}

// Scrolls as a reader can, and tells where the pieces stand now and how they should look.
function view(top, ids, density, margin) {
  recolour(0);
  scrollTo({ left: 0, top, behavior: "instant" });
  const seen = ids.map(placed).filter(Boolean);
  if (!seen.length) return { pieces: [] };
  const low = (side) => Math.max(0, Math.round(Math.min(...seen.map(({ box }) => box[side])) - margin));
  const high = (side, limit) => Math.min(limit, Math.round(Math.max(...seen.map(({ box }) => box[side])) + margin));
  const clip = [low(0), low(1), high(2, innerWidth), high(3, innerHeight)];
  return { clip, scroll: [scrollX, scrollY], reference: draw(seen, clip, density), pieces: seen };
}

// Everything that arrives late or moves is brought to its end: fonts, pictures, animations.
async function settle() {
  roots = [document];
  for (const root of roots) for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
  const images = roots.flatMap((root) => Array.from(root.querySelectorAll("img")));
  images.forEach((image) => { image.loading = "eager"; });
  await Promise.all(images.map((image) => image.decode().catch(() => null)));
  await document.fonts.ready;
  const sections = document.createTreeWalker(document, NodeFilter.SHOW_CDATA_SECTION); // highlights do not reach these
  for (let node = sections.nextNode(); node; node = sections.nextNode()) {
    const text = document.createTextNode(node.data);
    node.replaceWith(text);
    sections.currentNode = text;
  }
  for (const animation of timed()) {
    try { animation.finish(); } catch { animation.pause(); }
  }
}
// One string is carried out of the page far faster than many small values.
const told = (work) => (...inputs) => JSON.stringify(work(...inputs));
return {
  settle, locate: told(locate), view: told(view), recolour,
  survey: told(survey), space, lineUp: told(lineUp), reached: told(reached), hold: told(hold), letGo,
};
