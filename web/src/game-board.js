// The picture that grows: a lane for each task, a box for each step, and what is waited for between.

import { el } from "./dom.js";

const LABELS = 1;

/** Draw what has happened so far; `play` knows it. */
export function board(play) {
  const { data, moves, outcome } = play;
  const lanes = data.lanes.map((task) => data.tasks[task]);
  const begun = moves.slice(0, data.begin);
  const old = moves.length - play.latest.length;
  const drawn = moves
    .map((move, number) => ({ move, isNew: number >= old }))
    .slice(data.begin)
    .filter(({ move }) => lanes.includes(move.task));
  const now = 2 * drawn.length + LABELS + 1;
  const isStuck = outcome?.outcome === "deadlock";
  const grid = el("div", { class: "game-grid", role: "img", "aria-label": inWords(play) });
  const put = (node, row, from, to = from + 1) => {
    node.style.gridArea = `${row} / ${from} / ${row + 1} / ${to}`;
    grid.append(node);
  };
  const columns = drawn.map(() => "0.6rem max-content").join(" ");
  grid.style.gridTemplateColumns = `max-content ${columns} minmax(4rem, 1fr)`;
  lanes.forEach((task, lane) => {
    const row = lane + 1;
    put(el("span", { class: "game-task" }, task), row, LABELS);
    let stands = begun.findLast((move) => move.task === task);
    let from = LABELS + 1;
    drawn.forEach(({ move, isNew }, number) => {
      if (move.task !== task) return;
      const column = 2 * number + LABELS + 2;
      if (stands) put(wait(stands, false), row, from, column);
      put(box(move, isNew), row, column);
      stands = move;
      from = column + 1;
    });
    if (stands && (!play.node.end || isStuck)) put(wait(stands, isStuck), row, from, now + 1);
  });
  data.values.forEach((expression, place) => {
    const row = lanes.length + 2 * place + 2;
    put(el("code", { class: "game-expression" }, expression), row - 1, LABELS, now + 1);
    for (const { value, from, to } of spans(begun, drawn, place, now)) {
      put(el("span", { class: "game-value" }, value), row, from, to);
    }
  });
  return grid;
}

function inWords({ moves, data }) {
  const words = moves.slice(data.begin).map(({ sentence }) => sentence);
  return words.length ? words.join(" ") : "Nothing has arrived yet.";
}

function box(move, isNew) {
  const shown = isNew ? " game-new" : "";
  if (move.cause === "cancel") return el("span", { class: `game-strike${shown}` }, "×");
  if (!move.box.length) return el("span", { class: `game-silent${shown}` });
  const bad = move.ended ? " game-bad" : "";
  const lines = move.box.map((line) => el("span", {}, line));
  return el("span", { class: `game-box${bad}${shown}` }, ...lines);
}

function wait(move, isStuck) {
  const kind = move.cause === "cancel" ? "turn" : move.kind || "none";
  const stuck = isStuck ? " game-stuck" : "";
  const word = kind === "blocked" ? [el("span", {}, move.wait)] : [];
  return el("span", { class: `game-wait game-${kind}${stuck}` }, ...word);
}

/** Say from which column to which an expression has a value. */
function spans(begun, drawn, place, now) {
  const found = [];
  const add = (value, from) => {
    if (found.length && found.at(-1).value === value) return;
    if (found.length) found.at(-1).to = from;
    found.push({ value, from, to: now + 1 });
  };
  if (begun.length) add(begun.at(-1).values[place], LABELS + 1);
  drawn.forEach(({ move }, number) => add(move.values[place], 2 * number + LABELS + 2));
  return found.filter(({ value, from, to }) => value && from < to);
}
