// Line icons on a 24 by 24 grid, drawn as SVG nodes.

const PATHS = {
  back: ["M15 5l-7 7 7 7"],
  send: ["M4.5 12L3 4.5l18 7.5-18 7.5L4.5 12zM4.5 12H12"],
  menu: ["M12 5.5v.01M12 12v.01M12 18.5v.01"],
  close: ["M6 6l12 12M18 6L6 18"],
  reply: ["M10 7L4.5 12l5.5 5M5 12h8.5a6 6 0 016 6v1"],
  edit: ["M4 20l1-4.5L16.5 4 20 7.5 8.5 19 4 20zM14 6.5l3.5 3.5"],
  copy: ["M9 9h10v11H9zM15 9V4H5v11h4"],
  link: ["M9 6H6a1 1 0 00-1 1v11a1 1 0 001 1h11a1 1 0 001-1v-3M13 5h6v6M19 5l-9 9"],
  lock: ["M7 11V8a5 5 0 0110 0v3M5.5 11h13v9h-13z"],
  eye: ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z", "M12 9.2a2.8 2.8 0 110 5.6 2.8 2.8 0 010-5.6z"],
  download: ["M12 4v11M7 10.5l5 5 5-5M5 20h14"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  guide: ["M9.5 18h5M10 21h4M12 3a6.5 6.5 0 00-3.8 11.8c.8.6 1.3 1.3 1.3 2.2h5c0-.9.5-1.6 1.3-2.2A6.5 6.5 0 0012 3z"],
  people: ["M9 11.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 19.5c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M16 5a3.3 3.3 0 010 6.3M18 14.5c2 .7 3.2 2.5 3.5 5"],
  down: ["M6 9.5l6 6 6-6"],
  commands: ["M5 4h14a1 1 0 011 1v14a1 1 0 01-1 1H5a1 1 0 01-1-1V5a1 1 0 011-1zM14 8l-4 8"],
  block: ["M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM6 6l12 12"],
  window: ["M4 8h11v11H4zM9 8V5h11v11h-5"],
  bot: ["M5 9.5h14v9.5H5zM12 9.5V5.5M12 4.5v.01M9 13.5v1.5M15 13.5v1.5M2.5 13v3M21.5 13v3"],
  play: ["M8 5.5v13l10.5-6.5z"],
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
