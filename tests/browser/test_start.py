"""How the page starts: what is shipped of Python, and in which order it comes."""

# Starts the site's own Pyodide on the page, completes it as the editor of the page does, and
# imports modules that the page itself does without; resolves to the names of those that fail.
IMPORT_WITH_LIBRARY = """
async (names) => {
  const { pyodide, library } = await (await fetch("manifest.json")).json();
  const { loadPyodide } = await import(new URL(`${pyodide}pyodide.mjs`, location.href));
  const python = await loadPyodide({ packages: ["numpy"] });
  for (const path of library) {
    const zip = await fetch(path);
    python.unpackArchive(await zip.arrayBuffer(), "zip", { extractDir: "/lib/python3.14" });
  }
  const failed = python.runPython(`
import importlib, json
def fails(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return True
lambda names: json.dumps([name for name in json.loads(names) if fails(name)])
`);
  return JSON.parse(failed(JSON.stringify(names)));
}
"""
RARE = """
    argparse calendar cmd code colorsys configparser difflib doctest email.message
    encodings.cp1252 gzip html.parser http.client importlib.resources logging.handlers
    multiprocessing numpy.ma numpy.polynomial numpy.testing optparse pdb pprint pydoc queue
    sched shelve string.templatelib timeit tomllib unittest.mock urllib.request uuid
    xml.dom.minidom xml.etree.ElementTree zoneinfo
"""


def test_readers_own_code_can_import_what_the_page_does_without(page):
    page.goto("./")
    assert page.evaluate(IMPORT_WITH_LIBRARY, RARE.split()) == []
