// Line icons on a 24 by 24 grid, drawn as SVG nodes.

const PATHS = {
  back: ["M15 5l-7 7 7 7"],
  send: ["M4.500 12L3 4.500l18 7.500-18 7.500L4.500 12zM4.500 12H12"],
  menu: ["M12 5.500v.01M12 12v.01M12 18.500v.01"],
  close: ["M6 6l12 12M18 6L6 18"],
  reply: ["M10 7L4.500 12l5.500 5M5 12h8.500a6 6 0 016 6v1"],
  copy: ["M9 9h10v11H9zM15 9V4H5v11h4"],
  link: ["M9 6H6a1 1 0 00-1 1v11a1 1 0 001 1h11a1 1 0 001-1v-3M13 5h6v6M19 5l-9 9"],
  lock: ["M7 11V8a5 5 0 0110 0v3M5.500 11h13v9h-13z"],
  eye: ["M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z", "M12 9.200a2.800 2.800 0 110 5.600 2.800 2.800 0 010-5.600z"],
  download: ["M12 4v11M7 10.500l5 5 5-5M5 20h14"],
  check: ["M5 12.500l4.500 4.500L19 7.500"],
  guide: ["M9.500 18h5M10 21h4M12 3a6.500 6.500 0 00-3.800 11.800c.8.600 1.300 1.300 1.300 2.200h5c0-.9.500-1.600 1.300-2.200A6.500 6.500 0 0012 3z"],
  people: ["M9 11.500a3.500 3.500 0 100-7 3.500 3.500 0 000 7zM2.500 19.500c.5-3.500 3-5.500 6.500-5.500s6 2 6.500 5.500M16 5a3.300 3.300 0 010 6.300M18 14.500c2 .7 3.200 2.500 3.500 5"],
  down: ["M6 9.500l6 6 6-6"],
  commands: ["M5 4h14a1 1 0 011 1v14a1 1 0 01-1 1H5a1 1 0 01-1-1V5a1 1 0 011-1zM14 8l-4 8"],
  block: ["M12 3.500a8.500 8.500 0 110 17 8.500 8.500 0 010-17zM6 6l12 12"],
  window: ["M4 8h11v11H4zM9 8V5h11v11h-5"],
  bot: ["M5 9.500h14v9.500H5zM12 9.500V5.500M12 4.500v.01M9 13.500v1.500M15 13.500v1.500M2.500 13v3M21.500 13v3"],
  play: ["M8 5.500v13l10.500-6.500z"],
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
