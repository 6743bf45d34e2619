// A reader's first experiment is to delete the line that others stand under: `async with lock:`.

/**
 * Move the lines that are indented too far to the left, as far as the line above them stands.
 *
 * @param {string} text a program
 * @param {number} number its line that is indented too far, from 1
 * @returns {{text: string, first: number, last: number, by: number} | null}
 */
export function dedented(text, number) {
  const lines = text.split("\n");
  const first = number - 1;
  if (!(first in lines)) return null;
  const above = lines.slice(0, first).findLast((line) => line.trim());
  const by = depth(lines[first]) - depth(above ?? "");
  if (by <= 0) return null;
  let end = first;
  while (end < lines.length && (!lines[end].trim() || depth(lines[end]) >= depth(lines[first]))) end++;
  while (!lines[end - 1].trim()) end--;
  const moved = lines.slice(first, end).map((line) => line.slice(Math.min(by, depth(line))));
  return {
    text: [...lines.slice(0, first), ...moved, ...lines.slice(end)].join("\n"),
    first: number,
    last: end,
    by,
  };
}

function depth(line) {
  return line.length - line.trimStart().length;
}
