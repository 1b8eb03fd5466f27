// What a reader meets of an embed in the page as it is now: which texts of the article show, and which disclaimers are
// legible. A function of {wordings, article, paper}.
({ wordings, article, paper }) => {
  const folded = (text) => text.replace(/\s+/g, " ").trim();
  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const around = (element) => {
    const found = [];
    for (let one = element; one; one = parentOf(one)) found.push(one);
    return found;
  };
  const probe = document.createElement("i");
  probe.style.setProperty("color", "Canvas", "important");
  document.documentElement.append(probe);
  const canvas = getComputedStyle(probe).color;
  probe.remove();

  const rgba = (text) => {
    const numbers = (text.match(/[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    const [red, green, blue, alpha = 1] = numbers;
    return text.startsWith("color(") ? [red * 255, green * 255, blue * 255, alpha] : [red, green, blue, alpha];
  };
  const over = (top, ground) => top.slice(0, 3).map((part, at) => part * top[3] + ground[at] * (1 - top[3]));
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) => {
      const one = part / 255;
      return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (element, chain) => {
    let ground = rgba(canvas);
    for (const one of [...chain].reverse()) ground = over(rgba(getComputedStyle(one).backgroundColor), ground);
    const style = getComputedStyle(element);
    const ink = over(rgba(style.webkitTextFillColor || style.color), ground);
    const [dark, light] = [luminance(ink), luminance(ground)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };
  const rects = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].filter((one) => one.width > 0.5 && one.height > 0.5);
  };
  // The part of some boxes that is not cut off by what is around them: 0 to 1. What can be scrolled to counts on a screen.
  const uncut = (boxes, chain) => {
    let whole = 0;
    let left = 0;
    for (const box of boxes) {
      let { left: x1, right: x2, top: y1, bottom: y2 } = box;
      whole += (x2 - x1) * (y2 - y1);
      for (const one of chain) {
        const style = getComputedStyle(one);
        if (one === document.documentElement || one === document.body) continue;
        const scrolls = /auto|scroll/.test(style.overflow) && !paper && one.clientHeight > 40;
        const cuts = /hidden|clip|auto|scroll/.test(style.overflow) || /paint|strict|content/.test(style.contain);
        if (style.display === "inline" || style.display === "contents" || scrolls || !cuts) continue;
        const edge = one.getBoundingClientRect();
        [x1, x2] = [Math.max(x1, edge.left), Math.min(x2, edge.right)];
        [y1, y2] = [Math.max(y1, edge.top), Math.min(y2, edge.bottom)];
      }
      left += Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
    }
    return whole ? left / whole : 0;
  };
  const looked = (element) => {
    const chain = around(element);
    const boxes = rects(element);
    const style = getComputedStyle(element);
    const scale = element.offsetWidth ? element.getBoundingClientRect().width / element.offsetWidth : 1;
    const inherited = chain.reduce((part, one) => part * Number(getComputedStyle(one).opacity), 1);
    const veiled = chain.some((one) => {
      const own = getComputedStyle(one);
      return own.contentVisibility === "hidden" || !/^(none|inset\(0)/.test(own.clipPath) || /opacity|blur|brightness/.test(own.filter);
    });
    const drawn = boxes.length > 0 && style.visibility === "visible" && !veiled && element.checkVisibility();
    const beyond = boxes.some((one) => one.right < 1 || one.bottom + scrollY < 1);
    return {
      opacity: drawn && !beyond ? inherited : 0,
      size: parseFloat(style.fontSize) * scale,
      contrast: contrast(element, chain),
      uncut: uncut(boxes, chain),
    };
  };
  const shows = (one) => one.opacity > 0.05 && one.size >= 1 && one.contrast >= 1.3 && one.uncut > 0.02;
  const faults = (one) => [
    ...(one.opacity >= 0.9 ? [] : ["not drawn"]),
    ...(one.size >= 11.99 ? [] : [`${one.size.toFixed(1)} px`]),
    ...(one.contrast >= 4.495 ? [] : [`contrast ${one.contrast.toFixed(2)}`]),
    ...(one.uncut >= 0.98 ? [] : [`${Math.round(one.uncut * 100)} % of it`]),
  ];

  // Every element that a browser renders, shadow roots in the place of what they stand beside.
  const elements = [];
  const walk = (element) => {
    elements.push(element);
    for (const child of (element.shadowRoot ?? element).children) {
      if (!["STYLE", "SCRIPT", "TEMPLATE", "LINK"].includes(child.tagName.toUpperCase())) walk(child);
    }
  };
  walk(document.body);
  const by = new Map();
  for (const one of elements) {
    const text = folded(one.textContent);
    if (text.length < 600) by.set(text, [...(by.get(text) ?? []), one]);
  }
  const inmost = (text) => (by.get(text) ?? []).filter((one, _, all) => !all.some((other) => other !== one && one.contains(other)));
  const wrong = {};
  for (const wording of wordings) {
    const found = inmost(wording).map((one) => [one.getRootNode() !== document, faults(looked(one))]);
    const framed = found.filter(([inside]) => inside);
    const bad = framed.length ? framed.filter(([, told]) => told.length) : found.some(([, told]) => !told.length) ? [] : found;
    if (!found.length) wrong[wording] = "not there";
    else if (bad.length) wrong[wording] = bad[0][1].join(", ");
  }
  return { shown: article.filter((text) => inmost(text).some((one) => shows(looked(one)))).length, wrong };
}
