// Part 3 of what runs inside the finished page: all of its text, its links and its boxes, as one way of looking shows them.
// The colours come from computed styles. Where those do not tell all, the text becomes a piece, which is photographed.

const TARGETS = "a[href], area[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex]:not([tabindex^='-'])";
const RUNNING = "p, li, dd, td, th, blockquote", ASIDE = "nav, header, footer, figcaption, [role=navigation]";
const WIDE = "table, svg, math, pre"; // what may be scrolled sideways in a box of its own (WCAG 2.2, 1.4.10)
const SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}";

const paint = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const colours = new Map();
function rgba(colour) {
  if (!colours.has(colour)) {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data;
    colours.set(colour, [red, green, blue, alpha / 255]);
  }
  return colours.get(colour);
}
const over = (front, back) => [0, 1, 2].map((part) => front[part] * front[3] + back[part] * (1 - front[3])).concat(1);
const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const shade = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
const contrastOf = (one, other) => {
  const [low, high] = [shade(one), shade(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
// The ground of a page that names none: white, or what the browser takes in the dark.
function canvasColour() {
  const probe = document.createElementNS("http://www.w3.org/1999/xhtml", "i");
  probe.style.cssText = "background-color:Canvas;position:absolute";
  document.documentElement.append(probe);
  const colour = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return rgba(colour);
}

// Whether more than plain colours decides how the text inside an element looks.
const VEILING = (s) => parseFloat(s.opacity) < 1 || s.filter !== "none" || s.mixBlendMode !== "normal" || s.backdropFilter !== "none"
  || s.maskImage !== "none" || s.backgroundImage !== "none" || s.textShadow !== "none" || parseFloat(s.webkitTextStrokeWidth) > 0;
const isShown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
const speaks = (content) => /[\p{L}\p{N}\p{S}]/u.test(content.replace(/^(none|normal)$|(open|close)-quote/g, ""));

// Every run of text that is rendered: its node, the elements around it, and the boxes of its lines.
function runs() {
  const found = [], all = [];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && /\S/.test(node.data)) all.push(node);
    else if (node.nodeType === Node.ELEMENT_NODE && !UNRENDERED.has(node.localName)) rendered(node).forEach(visit);
  };
  visit(document.documentElement);
  for (const node of all) {
    const around = chain(node);
    if (!around.length || !isShown(around[0])) continue;
    ruler.selectNodeContents(node);
    const boxes = [...ruler.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    if (boxes.length) found.push({ node, around, boxes, words: node.data.replace(/\s+/g, " ").trim() });
  }
  return found;
}

// Every box that is painted, to tell text that lies on something it does not stand in.
const painters = () => roots.flatMap((root) => [...root.querySelectorAll("*")]).filter((element) => isShown(element) && painted(element))
  .map((element) => ({ element, box: element.getBoundingClientRect() }));
const meets = (one, other) => one.left + 1 < other.right && other.left + 1 < one.right
  && one.top + 0.25 * one.height < other.bottom && other.top < one.bottom - 0.25 * one.height;
const ornaments = () => roots.flatMap((root) => [...root.querySelectorAll("*")]).some((element) => ["::before", "::after"].some((part) => {
  const style = getComputedStyle(element, part);
  return style.content && style.content !== "none" && style.position !== "static" && (style.backgroundImage !== "none" || !clear(style.backgroundColor));
}));

function contrasts(found, page) {
  const inked = painters(), strewn = ornaments();
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return { colour: page.canvas, veiled: false };
    if (!grounds.has(element)) {
      const style = getComputedStyle(element), behind = ground(above(element));
      const own = rgba(style.backgroundColor);
      grounds.set(element, { colour: own[3] ? over(own, behind.colour) : behind.colour, veiled: behind.veiled || VEILING(style) });
    }
    return grounds.get(element);
  };
  const ratio = (style, behind) => {
    const ink = rgba(page.forced ? style.color : style.webkitTextFillColor); // forced, Chromium does not tell the latter as painted
    const bare = page.onPaper ? contrastOf(over(ink, [255, 255, 255, 1]), [255, 255, 255]) : Infinity; // browsers print no grounds unless asked
    return Math.min(contrastOf(over(ink, behind), behind), bare);
  };
  const parts = page.forced ? [] : ["::first-line", "::first-letter"];
  const told = [];
  for (const { node, around, boxes, words } of found) {
    const [element] = around, { colour, veiled } = ground(element), style = getComputedStyle(element);
    const strange = strewn || inked.some((other) => !around.includes(other.element) && boxes.some((box) => meets(box, other.box)));
    const block = element.closest(RUNNING);
    const body = Boolean(block) && !around.some((each) => each.matches(ASIDE));
    const least = Math.min(...parts.map((part) => ratio(getComputedStyle(element, part), colour)), ratio(style, colour));
    told.push({ words, element: named(element), body, ratio: least, pieces: veiled || strange ? doubtful(node) : [] });
    for (const part of ["::before", "::after", "::marker"]) {
      const added = getComputedStyle(element, part);
      const marks = part === "::marker" ? style.display === "list-item" && style.listStyleType !== "none" : speaks(added.content);
      if (marks) told.push({ words: `${part} ${words}`, element: named(element), body, ratio: ratio(added, colour), pieces: [] });
    }
  }
  return told;
}
// The words of a node as pieces for the camera.
function doubtful(node) {
  const { length } = node.data;
  const text = { string: node.data, owners: Array(length).fill(node), offsets: Array.from({ length }, (_, at) => at) };
  return cut(text, 0, length).map((piece) => {
    const id = pieces.push(piece) - 1;
    return { id, text: piece.letters.join(""), ...measure(piece), spaced: false, leftward: false };
  });
}

// Everything that can be pointed at: its box, and whether it stands among the words of a sentence.
function targets() {
  return tabbable().map((element) => {
    const boxes = [...element.querySelectorAll("*"), element].flatMap((each) => [...each.getClientRects()]);
    const whole = element.getBoundingClientRect();
    const largest = boxes.reduce((best, box) => Math.min(box.width, box.height) > Math.min(best.width, best.height) ? box : best, whole);
    let block = element;
    while (block && /^(inline|contents)$/.test(getComputedStyle(block).display)) block = above(block);
    const rest = block === element ? "" : [...block.childNodes].filter((node) => !node.contains(element) && !(node.matches && node.matches(TARGETS)))
      .map((node) => node.textContent).join("");
    return { element: named(element), words: element.textContent.trim().slice(0, 60), inline: /[\p{L}\p{N}]/u.test(rest),
      size: [largest.width, largest.height], box: [whole.left + scrollX, whole.top + scrollY, whole.right + scrollX, whole.bottom + scrollY] };
  });
}
// The same that Tab should stop at, in the order in which it is read.
function tabbable() {
  const found = [];
  const visit = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches(TARGETS) && !node.disabled && isShown(node) && node.getClientRects().length) found.push(node);
    rendered(node).forEach(visit);
  };
  visit(document.documentElement);
  return found;
}

// What is wider than the window, or cut off, or printed over other text.
function displaced(found) {
  const width = document.documentElement.clientWidth, told = [];
  const tell = (kind, run, by = "") => told.push({ kind, words: run.words.slice(0, 60), element: named(run.around[0]), by });
  for (const run of found) {
    let boxes = run.boxes.map((box) => ({ left: box.left + 1, right: box.right - 1, top: box.top + 0.2 * box.height, bottom: box.bottom - 0.2 * box.height }));
    if (boxes.every((box) => box.right <= 0 || box.bottom + scrollY <= 0)) continue; // kept off the page until it is wanted
    for (const element of run.around) {
      const style = getComputedStyle(element), box = element.getBoundingClientRect();
      if (/^inline$|contents/.test(style.display) || element === document.documentElement || element === document.body) continue;
      const scrolls = [style.overflowX, style.overflowY].map((value) => /auto|scroll/.test(value));
      const cuts = [style.overflowX, style.overflowY].map((value) => /hidden|clip/.test(value));
      const outside = [boxes.some((line) => line.left < box.left || line.right > box.right), boxes.some((line) => line.top < box.top || line.bottom > box.bottom)];
      if (outside.some((yes, axis) => yes && cuts[axis])) { tell("cut", run, named(element)); break; }
      if (scrolls[0] && outside[0]) {
        if (!element.querySelector(WIDE)) tell("sideways", run, named(element));
        boxes = [box]; // from here on, what counts is where the box stands that scrolls
      }
    }
    if (boxes.some((box) => box.right > width || box.left < 0)) tell("sideways", run);
  }
  const frame = document.scrollingElement || document.documentElement;
  if (!told.length && frame.scrollWidth > width + 1) {
    const wide = roots.flatMap((root) => [...root.querySelectorAll("*")]).filter((element) => isShown(element) && element.getBoundingClientRect().right > width + 1).at(-1);
    told.push({ kind: "sideways", words: wide ? wide.textContent.trim().slice(0, 60) : "", element: wide ? named(wide) : "<html>", by: "" });
  }
  return told.concat(crossed(found));
}
// Lines whose small letters share the same place.
function crossed(found) {
  const lines = found.flatMap((run) => run.boxes.map((box) => ({ run, left: box.left + 1, right: box.right - 1, top: box.top + 0.2 * box.height, bottom: box.bottom - 0.2 * box.height })));
  lines.sort((a, b) => a.top - b.top);
  const told = [];
  lines.forEach((line, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < line.bottom - 1; next++) {
      const other = lines[next];
      if (line.left < other.right - 1 && other.left < line.right - 1) {
        told.push({ kind: "over", words: other.run.words.slice(0, 60), element: named(other.run.around[0]), by: line.run.words.slice(0, 60) });
      }
    }
  });
  return told;
}

let spacing = null;
function space(wanted) {
  if (!spacing) { spacing = new CSSStyleSheet(); spacing.replaceSync(SPACING); }
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((each) => each !== spacing), ...(wanted ? [spacing] : [])];
}

function survey(onPaper) {
  scrollTo({ left: 0, top: 0, behavior: "instant" });
  recolour(0);
  pieces = [];
  const found = runs();
  const forced = matchMedia("(forced-colors: active)").matches;
  const texts = contrasts(found, { canvas: canvasColour(), onPaper, forced });
  prepare();
  return {
    texts: texts.filter(({ ratio, pieces }) => ratio < 7 || pieces.length),
    targets: onPaper ? [] : targets(), displaced: onPaper ? [] : displaced(found),
    glass: texts.some(({ pieces }) => pieces.length) && gather().glass, scrollable: scrollable(), width: document.documentElement.clientWidth || innerWidth, height: innerHeight,
  };
}
