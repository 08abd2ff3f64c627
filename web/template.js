// The page begins as Classify's; a template holds what another lab puts in place of its parts. It does
// so at the end of the document, before any of it is painted.

(function installTemplate(name) {
  document.querySelectorAll(".tabs a").forEach((tab) => {
    tab.ariaCurrent = tab.dataset.lab === name ? "page" : null;
  });
  const template = document.querySelector(`template#${name}`);
  if (!template) {
    return;
  }
  document.querySelectorAll(template.dataset.removes).forEach((part) => part.remove());
  [...template.content.cloneNode(true).children].forEach((part) => {
    const { replaces } = part.dataset;
    if (replaces) {
      document.querySelector(replaces).replaceWith(part);
    } else {
      document.body.append(part);
    }
  });
})(document.documentElement.dataset.lab);
