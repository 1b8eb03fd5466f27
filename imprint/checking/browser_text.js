// Part 1 of what runs inside the finished page, whose own scripts are off: the rendered text, and where its letters stand.

const UNRENDERED = new Set(["script", "style", "template", "noscript", "head", "title", "desc", "textarea", "select", "iframe"]);
const BREAK = "\n"; // between blocks; no wording contains it, so none is found across two paragraphs
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const JOINED = /[\p{L}\p{M}]/u; // letters of a script that is shaped word by word
const SINGLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}]*$/u;
const LEFTWARD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const pen = new OffscreenCanvas(1, 1).getContext("2d");

const above = (node) => node.assignedSlot || node.parentElement || (node.parentNode && node.parentNode.host) || null;
const chain = (node) => { const all = []; for (let at = above(node); at; at = above(at)) all.push(at); return all; };
const named = (element) => {
  const label = element.id ? ` id="${element.id}"` : element.classList.length ? ` class="${element.classList.value}"` : "";
  return `<${element.localName}${label}>`;
};
const rendered = (element) => {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  const assigned = element.localName === "slot" && element.assignedNodes ? element.assignedNodes({ flatten: true }) : [];
  return assigned.length ? assigned : element.childNodes;
};

// The rendered text as one string with folded white space, and for each of its UTF-16 units the node and offset it came from.
const WHITE = " \t\n\r\f";
function gather() {
  const text = { string: "", owners: [], offsets: [], elements: [], nodes: [], glass: false };
  const units = [];
  const put = (unit, node, offset) => {
    if (unit === " " && units[units.length - 1] === " ") return;
    units.push(unit);
    text.owners.push(node);
    text.offsets.push(offset);
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      text.nodes.push(node);
      for (let offset = 0; offset < node.data.length; offset++) {
        put(WHITE.includes(node.data[offset]) ? " " : node.data[offset], node, offset);
      }
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const start = units.length;
      if (!UNRENDERED.has(node.localName)) {
        const block = !/^(inline|contents|none|ruby)/.test(getComputedStyle(node).display);
        text.glass ||= [null, "::before", "::after"].some((part) => getComputedStyle(node, part).backdropFilter !== "none");
        if (node.localName === "br") put(" ", node, 0);
        if (block) put(BREAK, node, 0);
        rendered(node).forEach(visit);
        if (block) put(BREAK, node, 0);
      }
      text.elements.push({ element: node, start, end: units.length });
    }
  };
  visit(document.documentElement);
  text.string = units.join("");
  return text;
}

const ruler = new Range();
const boxOf = (node, start, end) => {
  ruler.setStart(node, start);
  ruler.setEnd(node, end);
  for (const rect of ruler.getClientRects()) if (rect.width > 0 && rect.height > 0) return rect;
  return null;
};

// A piece is the part of a word that stands in one text node on one line.
function cut(text, start, end) {
  const found = [];
  let open = null, spaced = false;
  for (const { segment, index } of graphemes.segment(text.string.slice(start, end))) {
    if (/^\s+$/u.test(segment)) { open = null; spaced = true; continue; } // a no-break space has no ink either
    const node = text.owners[start + index], offset = text.offsets[start + index];
    const until = Math.min(offset + segment.length, node.data.length);
    const box = boxOf(node, offset, until);
    const sameLine = open && open.node === node && Boolean(box) === Boolean(open.last) && (!box || Math.abs(box.top - open.last.top) < 2);
    if (!sameLine) {
      open = { node, start: offset, letters: [], boxes: [], spaced };
      found.push(open);
      spaced = false;
    }
    open.letters.push(segment);
    open.boxes.push(box);
    open.end = until;
    open.last = box;
  }
  return found;
}

const owner = (piece) => piece.node.parentElement || piece.node.parentNode.host;
const fontOf = (style, size) => `${style.fontStyle} ${style.fontWeight} ${size}px ${style.fontFamily}`;
const cased = (style, letter, first) => {
  if (style.textTransform === "uppercase" || (style.textTransform === "capitalize" && first)) return letter.toUpperCase();
  return style.textTransform === "lowercase" ? letter.toLowerCase() : letter;
};

// Where a piece stands, in CSS px of the window before any scrolling, and how large its type really is after transforms and zoom.
function measure(piece) {
  const seen = piece.boxes.filter(Boolean);
  if (!seen.length) return { box: null, base: 0, size: 0, squeeze: 1 };
  const style = getComputedStyle(owner(piece));
  const nominal = parseFloat(style.fontSize);
  piece.word = piece.letters.map((letter, index) => cased(style, letter, index === 0));
  pen.font = fontOf(style, nominal);
  pen.fontVariantCaps = style.fontVariantCaps;
  const face = pen.measureText(piece.word.join(""));
  const ascent = Math.round(face.fontBoundingBoxAscent), height = ascent + Math.round(face.fontBoundingBoxDescent);
  const raw = height ? seen[0].height / height : 1;
  const scale = Math.abs(raw - 1) < 0.06 ? 1 : raw; // browsers round ascent and descent: a small difference is no scaling
  const left = Math.min(...seen.map((box) => box.left)), right = Math.max(...seen.map((box) => box.right));
  const top = Math.min(...seen.map((box) => box.top)), bottom = Math.max(...seen.map((box) => box.bottom));
  piece.base = seen[0].top + ascent * scale;
  piece.size = nominal * scale;
  return { box: [left, top, right, bottom], base: piece.base, size: piece.size, squeeze: (right - left) / (face.width * scale || 1) };
}
