// For pages that show a text of Imprint: repairs a snippet whose shadow root a script left inert, fills an element from
// embed.json, shows at once that a text is withdrawn or overdue, and lets an iframe grow with its text.
// It builds elements, never mark-up: so it runs under any policy, also `require-trusted-types-for 'script'`.
// It asks for the files that the page names and for nothing else, stores nothing and leaves no global name.

const NAME = "imprint-leaflet";
const ELEMENTS = /^(a|abbr|blockquote|br|div|d[dlt]|em|fig(caption|ure)|footer|h[1-6r]|header|img|li|[ou]l|p|section|span|strong|su[bp]|t(able|body|[dhr]|head))$/;
const ATTRIBUTES = /^(alt|aria-label(ledby)?|class|colspan|data-(column|disclaimer)|dir|height|href|id|lang|role|rowspan|scope|src|start|type|width)$/;
const LINKS = /^(https?|mailto|tel):/i;
const QUIET = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache" };

const made = (tag, name, ...content) => {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...content);
  return element;
};

/** An element of a node of embed.json, [tag, attributes, content …]; what we do not know, we do not build. */
function grown([tag, attributes, ...content], base) {
  if (!ELEMENTS.test(tag)) throw new TypeError(tag);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.test(name) || (name === "href" && !LINKS.test(value))) throw new TypeError(name);
    element.setAttribute(name, name === "src" ? new URL(value, base).href : value);
  }
  element.append(...content.map((part) => (typeof part === "string" ? part : grown(part, base))));
  return element;
}

const folded = (text) => text.replace(/\s+/g, " ").trim();

/** The text as an article, or an error where one of its disclaimers is not in it. */
function article(told, base) {
  const built = grown(told.tree, base);
  const said = [...built.querySelectorAll("p")].map((one) => folded(one.textContent));
  if (!told.disclaimers.length || told.disclaimers.some((one) => !said.includes(folded(one.text)))) throw new TypeError();
  return built;
}

/** Fills the element; where anything fails, what stands in it stays: the disclaimers and the link. */
async function fill(host) {
  const address = new URL(host.getAttribute("src"), document.baseURI);
  const integrity = host.getAttribute("digest") ?? ""; // other content than was pinned is an error of fetch
  const response = await fetch(address, { ...QUIET, integrity });
  const told = await response.json();
  const built = article(told, response.url);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(told.styles);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(made("div", "room", built));
  return root;
}

/** A template that a script put in becomes the shadow root, unless a filter has taken its styles or its mark. */
function adopt(host) {
  const template = host.querySelector(":scope > template[shadowrootmode]");
  if (!template?.content.querySelector("style") || !template.content.querySelector("link")) return;
  const root = host.attachShadow({ mode: "open" });
  root.append(document.importNode(template.content, true));
  template.remove();
  return root;
}

/** Lets the headings begin where the page's own left off. */
function rank(host, root) {
  const headings = [...root.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const by = Number(host.dataset.headingLevel) - Number(headings[0]?.localName[1]);
  if (!by) return;
  for (const one of headings) {
    const other = made(`h${Math.min(Math.max(Number(one.localName[1]) + by, 1), 6)}`, one.className, ...one.childNodes);
    if (one.id) other.id = one.id;
    one.replaceWith(other);
  }
}

/** What has become of the text since it was put here: "withdrawn", "overdue", or nothing. */
async function standing(host) {
  const { status, due } = host.dataset;
  const told = {};
  if (status) {
    try {
      Object.assign(told, await (await fetch(new URL(status, document.baseURI), QUIET)).json());
    } catch {} // no answer is no reason to take a text away; the day of its review is known without
  }
  const today = new Date().toISOString().slice(0, 10);
  const begun = told.withdrawn && !(told.withdrawn.date > today);
  if (told.status === "withdrawn" || begun) return [told, "withdrawn"];
  const next = told.next_review ?? due;
  return [told, told.status === "overdue" || (next && next < today) ? "overdue" : ""];
}

/** Puts the notice in front of an overdue text, and in the place of a withdrawn one. */
function recall(host, root, told, state) {
  const text = root.querySelector(".imprint");
  const level = /plain/.test(text.className) ? "plain" : "full";
  const notice = made("div", "before recall", made("p", "", host.dataset[state] ?? state));
  notice.setAttribute("role", "alert");
  const gone = state === "withdrawn" ? (told.withdrawn ?? {}) : {};
  if (gone.reason) notice.append(made("p", "", gone.reason[level] ?? gone.reason));
  const link = root.querySelector(".newest a")?.cloneNode(true);
  if (link && LINKS.test(gone.replacement ?? "")) link.href = link.textContent = gone.replacement;
  if (link) notice.append(made("p", "", link));
  text.querySelector(".title").after(notice);
  if (state === "withdrawn") {
    for (const one of [...text.children]) if (one !== notice && !one.matches(".title")) one.remove();
    text.querySelector(".message")?.remove();
  }
}

/** Asks the frame for its height, and believes nobody but the frame. */
function resize(frame) {
  const { origin } = new URL(frame.src);
  addEventListener("message", ({ data, origin: from, source }) => {
    if (source !== frame.contentWindow || from !== origin || !(data?.imprintHeight > 0)) return;
    // through the object model, which no style-src forbids; important, for hosts that say `height: auto`
    frame.style.setProperty("height", `${Math.ceil(data.imprintHeight)}px`, "important");
  });
  const ask = () => frame.contentWindow?.postMessage("imprint-height", origin);
  frame.addEventListener("load", ask);
  ask();
}

/** Inside the frame: tells its height to the sites that the publisher has listed, when they ask. */
function answer(origins) {
  document.documentElement.classList.add("framed"); // on paper a frame is cut off: only the link to print is left
  const allowed = [location.origin, ...origins.content.split(" ")].filter((one) => /^https?:/.test(one));
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || data !== "imprint-height" || !allowed.includes(origin)) return;
    const tell = () => source.postMessage({ imprintHeight: document.documentElement.offsetHeight }, origin);
    new ResizeObserver(tell).observe(document.body);
  });
}

async function start(host) {
  let root = host.shadowRoot ?? adopt(host);
  const frame = root?.querySelector("iframe");
  if (frame) return resize(frame);
  try {
    if (!root && host.hasAttribute("src")) root = await fill(host);
  } catch {} // the disclaimers and the link are there
  if (!root?.querySelector(".imprint")) return;
  rank(host, root);
  const [told, state] = await standing(host);
  if (state) recall(host, root, told, state);
}

class Leaflet extends HTMLElement {
  #started = false;

  connectedCallback() {
    if (this.#started) return;
    this.#started = true;
    // while the parser is at it, what stands in the element is still to come
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => start(this), { once: true });
    else start(this);
  }
}

const origins = document.querySelector("meta[name=imprint-origins]");
if (origins && parent !== self) answer(origins);
if (!customElements.get(NAME)) customElements.define(NAME, Leaflet);
