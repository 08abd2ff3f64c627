// Icons are symbols at the end of index.html; scripts make references to them.

const SVG = "http://www.w3.org/2000/svg";

export function createIcon(name, className = "") {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("class", `i ${className}`.trim());
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS(SVG, "use"));
  showIcon(icon, name);
  return icon;
}

/** Lets an icon that is there already show another symbol. */
export function showIcon(icon, name) {
  icon.querySelector("use").setAttribute("href", `#i-${name}`);
}
