// What comes out of the box is data, and a reader's program may have made it up. It is read here:
// texts that are cut, numbers, lists of them, and nothing else.

const LONGEST_TEXT = 200_000;
const LONGEST_PICTURE = 8_000_000;
const MOST_ITEMS = 1000;

/** What a program did. */
export const RAN = {
  printed: text,
  last_words: text,
  ending: text,
  stopped: text,
  hint: text,
  stderr: text,
  traceback: text,
  lines: list(number),
  seconds: number,
};

/** The picture of a run or of an order, and its legend; or why there is none. */
export const PICTURE = {
  stopped: text,
  picture,
  legend: picture,
  words: text,
  remarks: list(text),
};

/** Every order of a program. */
export const ORDERS = {
  stopped: text,
  ending: text,
  lines: list(number),
  sentence: text,
  remarks: list(text),
  picture,
  legend: picture,
  words: text,
};

/** Read a text of JSON by one of the shapes above; throws where it has another. */
export function read(json, shape) {
  const data = Object(JSON.parse(json));
  return Object.fromEntries(Object.entries(shape).map(([name, reader]) => [name, reader(data[name])]));
}

function text(value = "") {
  if (typeof value !== "string") throw new TypeError("it says something that is no text");
  if (value.length <= LONGEST_TEXT) return value;
  return `${value.slice(0, LONGEST_TEXT)}… (cut here; it has ${value.length} characters)`;
}

function picture(value = "") {
  if (typeof value !== "string" || value.length > LONGEST_PICTURE) {
    throw new TypeError("it draws what is no picture");
  }
  return value;
}

function number(value = 0) {
  if (!Number.isFinite(value)) throw new TypeError("it says something that is no number");
  return value;
}

function list(reader) {
  return (value = []) => {
    if (!Array.isArray(value)) throw new TypeError("it says something that is no list");
    return value.slice(0, MOST_ITEMS).map(reader);
  };
}
