import { h } from "./dom.js";
import { richText } from "./text.js";

// The blocks of a rich message. What is folded in stays open while the page is, whatever else changes.
export function richBlocks(blocks, context) {
  return h("div", { class: "rich", dir: "auto" }, blocks.map((block, at) => made(block, context, `${at}`)));
}

function made(block, context, place) {
  const words = () => richText(block.text.text, block.text.entities, context);
  switch (block.kind) {
    case "heading": return h(`h${Math.min(block.size + 2, 6)}`, { class: `heading heading-${block.size}` }, words());
    case "footer": return h("p", { class: "footer" }, words());
    case "divider": return h("hr");
    case "pre": return h("pre", {}, h("code", {}, words()));
    case "photo": return h(
      "figure",
      {},
      h("img", { src: block.picture, alt: block.text.text || "Chart", class: "picture", data: { testid: "picture" } }),
      block.text.text && h("figcaption", {}, words()),
    );
    case "table": return table(block, words, context);
    case "details": return details(block, words, context, place);
    default: return h("p", {}, words());
  }
}

// Wider than the bubble it is moved sideways alone; the chat never is.
function table(block, words, context) {
  return h(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": block.text.text || "Table" },
    h(
      "table",
      {},
      block.text.text && h("caption", {}, words()),
      block.cells.map((row) => h(
        "tr",
        {},
        row.map((cell) => h(
          cell.head ? "th" : "td",
          { class: `at-${cell.align}`, scope: cell.head ? "col" : null },
          richText(cell.text.text, cell.text.entities, context),
        )),
      )),
    ),
  );
}

function details(block, words, context, place) {
  const key = `${context.key}:${place}`;
  const { opened } = context.session;
  const node = h(
    "details",
    { open: opened.has(key) ? opened.get(key) : block.open, data: { testid: "details" } },
    h("summary", {}, words()),
    block.blocks.map((inner, at) => made(inner, context, `${place}.${at}`)),
  );
  node.addEventListener("toggle", () => opened.set(key, node.open));
  return node;
}
