// What the reader has written, kept in this browser: a text for each snippet, and beside it the
// text of the last link that was opened there. Where another tab writes too, nothing of it is lost.

const key = (name) => `import-asyncio:${new URL("../../", import.meta.url).pathname}:${name}`;

export class Draft {
  /** @param {string} name what it is a draft of; `link` where a link brought the text */
  constructor(name, link = null) {
    this.key = key(link === null ? name : `${name}#link`);
    this.link = link;
    this.known = this.#read();
  }

  /** The text that was kept, or null. */
  get text() {
    const { link, text } = this.known === null ? {} : JSON.parse(this.known);
    return link === this.link ? text : null;
  }

  /** Keep a text; return an empty string, or why it is not kept. */
  save(text) {
    const kept = this.#read();
    if (kept !== null && kept !== this.known) {
      return "Another tab is changing this program: what you write here is not kept.";
    }
    try {
      this.known = JSON.stringify({ link: this.link, text });
      localStorage.setItem(this.key, this.known);
      return "";
    } catch {
      this.known = kept;
      return "Your browser has no room to keep this text. Share puts it in a link.";
    }
  }

  forget() {
    this.known = null;
    try {
      localStorage.removeItem(this.key);
    } catch {
      return;
    }
  }

  #read() {
    try {
      const kept = localStorage.getItem(this.key);
      return kept !== null && isOurs(kept) ? kept : null;
    } catch {
      return null;
    }
  }
}

function isOurs(kept) {
  try {
    return typeof JSON.parse(kept).text === "string";
  } catch {
    return false;
  }
}
