// Tells readers who do not see the page what the theme leaves unsaid: that its search is a search,
// and that the copy button of each program is no way to navigate.

export function complete() {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
  for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) {
    nav.setAttribute("role", "presentation");
  }
}
