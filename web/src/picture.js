// Pictures arrive from the box as text that a reader's program may have written. What the stage
// draws with is built anew, piece by piece; anything else is no picture.

const SVG = "http://www.w3.org/2000/svg";
const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const MOST_NODES = 60_000;

const NUMBER = /^-?[\d.]+$/;
const WORD = /^[\w -]*$/;
const OURS = /^(stage|orders)(-[a-z-]+)?( (stage|orders)(-[a-z-]+)?)*$/;
const ANY = /^/;

const EVERYWHERE = { class: OURS };
const HTML_ELEMENTS = {
  div: { "data-orders": NUMBER, "data-share": NUMBER, tabindex: /^0$/ },
  li: {},
  p: {},
  strong: {},
  ul: { "aria-label": WORD },
};
const SVG_ELEMENTS = {
  circle: { cx: NUMBER, cy: NUMBER, r: NUMBER },
  defs: {},
  desc: { id: "own" },
  g: { "data-task": WORD },
  line: {
    x1: NUMBER,
    x2: NUMBER,
    y1: NUMBER,
    y2: NUMBER,
    "data-step": WORD,
    "data-wait": WORD,
  },
  path: {
    d: /^[MLHVCQAZmlhvcqaz\d ,.-]*$/,
    fill: "own",
    "data-step": WORD,
    "data-wait": WORD,
  },
  pattern: {
    id: "own",
    width: NUMBER,
    height: NUMBER,
    patternTransform: /^rotate\(-?\d+\)$/,
    patternUnits: WORD,
  },
  rect: {
    x: NUMBER,
    y: NUMBER,
    width: NUMBER,
    height: NUMBER,
    rx: NUMBER,
    fill: "own",
    "data-line": WORD,
    "data-step": WORD,
    "data-wait": WORD,
  },
  svg: {
    "aria-hidden": WORD,
    "aria-labelledby": "own",
    "data-checksum": WORD,
    "data-choices": WORD,
    "data-outcome": ANY,
    height: NUMBER,
    role: WORD,
    viewBox: /^[\d. -]+$/,
    width: NUMBER,
    xmlns: /^http:\/\/www\.w3\.org\/2000\/svg$/,
  },
  text: { x: NUMBER, y: NUMBER, "text-anchor": WORD, "xml:space": WORD },
  title: { id: "own" },
};

/**
 * Build the picture that `text` describes; throws where it is none of the stage's.
 *
 * @param {string} text one element as HTML or SVG
 * @param {string} prefix begins every id in it
 */
export function built(text, prefix) {
  const [root, ...others] = new DOMParser().parseFromString(text, "text/html").body.childNodes;
  if (!root || others.length) throw new Error("it is not one element");
  let left = MOST_NODES;
  const own = (value) => value.split(" ").every((id) => unwrapped(id).startsWith(`${prefix}-`));

  function copy(node) {
    if (--left < 0) throw new Error("it is too large");
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
    const inSvg = node.namespaceURI === SVG;
    const known = inSvg ? SVG_ELEMENTS : HTML_ELEMENTS;
    if (!Object.hasOwn(known, node.localName)) throw new Error(`${node.nodeName} is not in pictures`);
    const attributes = { ...EVERYWHERE, ...known[node.localName] };
    const made = document.createElementNS(node.namespaceURI, node.localName);
    for (const { name, value } of node.attributes) {
      const allowed = Object.hasOwn(attributes, name) && attributes[name];
      if (!allowed || !(allowed === "own" ? own(value) : allowed.test(value))) {
        throw new Error(`${name}="${value.slice(0, 40)}" is not in pictures`);
      }
      const space = { "xml:space": XML, xmlns: XMLNS }[name] ?? null;
      made.setAttributeNS(space, name, value);
    }
    for (const child of node.childNodes) made.append(copy(child));
    return made;
  }
  return copy(root);
}

/** Take an id out of `url(#id)`. */
function unwrapped(value) {
  return /^url\(#([^)]*)\)$/.exec(value)?.[1] ?? value;
}
