// What the reader has written, kept in this browser. Where it may keep nothing, nothing is kept.

const key = (name) => `import-asyncio:${new URL("../../", import.meta.url).pathname}:${name}`;

export function load(name) {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null;
  }
}

export function save(name, text) {
  try {
    localStorage.setItem(key(name), text);
  } catch {
    return;
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(key(name));
  } catch {
    return;
  }
}
