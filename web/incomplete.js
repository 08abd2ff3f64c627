// What is said where a module of the page could not be loaded; see index.html for the words.

export function tellIncomplete(error) {
  document.documentElement.dataset.trouble = "incomplete";
  reportError(error);
}
