// An order in a link's fragment: #order=lock/lost_update/b1&step=2&check=58a536f8
// `b1` is its address, as `--replay` takes it; `step` is how many answers have arrived, all if it is
// left out; `check` tells whether the order is still the same; `page` is where the block stands, for
// the page that shows one of another page. Opening the link runs nothing.

const NAME = /^[\w-]+\/[\w-]+$/;
const ADDRESS = /^\w+(-\w+)*$/;
const NUMBER = /^\d{1,4}$/;
const PAGE = /^([\w-]+\/)*$/;
const CHECK = /^[0-9a-f]{8}$/;

/** Write the fragment that leads to an order; `step` is null for its end. */
export function orderFragment({ name, address, step, check }) {
  return `#order=${name}/${address}${step === null ? "" : `&step=${step}`}&check=${check}`;
}

/**
 * Read a fragment; null if it speaks of no order.
 * Returns {name, address, step, check, page}, or {problem} where it says what no order has.
 */
export function readOrder(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const order = fields.get("order");
  if (order === null) return null;
  const cut = order.lastIndexOf("/");
  const [name, address] = [order.slice(0, cut), order.slice(cut + 1)];
  const [step, check] = [fields.get("step"), fields.get("check")];
  const page = fields.get("page") ?? "";
  const isWell =
    NAME.test(name) &&
    ADDRESS.test(address) &&
    (step === null || NUMBER.test(step)) &&
    (check === null || CHECK.test(check)) &&
    PAGE.test(page);
  if (!isWell) return { problem: `This link is damaged: “${order.slice(0, 60)}” names no order.` };
  return { name, address, step: step === null ? null : Number(step), check, page };
}
