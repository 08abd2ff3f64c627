"""Make Pyodide start faster: compile ahead what every start imports, drop what no page can use.

Half of a start is compiling Python sources, the same ones each time. This module runs at build
time inside Pyodide itself (see `run.mjs`), because only the same Python can do it in advance.
What a start imports is shipped compiled. All else waits as source in a second archive, LIBRARY,
for readers' own code: unpacked at LIBRARY_PLACE, it completes the first. Nothing of the standard
library is lost; of NumPy's wheel, UNUSED is.
"""

import gc
import hashlib
import importlib
import json
import linecache
import marshal
import re
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from typing import Any

Member = tuple[str, bytes]

# What nnplay imports, or Python itself on the way.
STARTUP = """
    numpy numpy.fft numpy.linalg numpy.random numpy.typing pyodide.code pyodide.webloop
    _ast_unparse abc ast base64 collections contextlib copy csv dataclasses datetime enum functools
    inspect io itertools json math operator pathlib random re statistics string struct sys textwrap
    time traceback typing zlib
    encodings.ascii encodings.idna encodings.latin_1 encodings.utf_8_sig
"""
STDLIB_PLACE = "/lib/python314.zip/"
WHEEL_PLACE = "/lib/python3.14/site-packages/"
LIBRARY = "library.zip"
LIBRARY_PLACE = "/lib/python3.14/"
NEEDED_FILE = re.compile(r"\.so$|\.dist-info/")  # though no Python source
# For compiling extensions, type checkers and NumPy's own tests; nothing of it runs in a browser.
UNUSED = re.compile(
    r"^numpy/(f2py/|_pyinstaller/|_configtool\.py|conftest\.py|.*/tests/)"
    r"|^numpy/.*\.(a|build|c|cfg|h|ini|md|pc|pxd|pyi|pyx|rst|template|txt|typed)$"
    r"|^numpy-.*/(RECORD|licenses/.*)$"  # the hashes as they were; the site has the licences
    r"|^numpy/linalg/lapack_lite\."  # what _umath_linalg does is in it
)
FIXED_TIME = (2020, 1, 1, 0, 0, 0)  # equal inputs give equal archives


def compile_runtime(folder: str) -> None:
    """Rewrite the standard library, NumPy's wheel and the lock file of the Pyodide in a folder."""
    import_startup()
    started = {str(getattr(module, "__file__", "")) for module in sys.modules.values()}
    stdlib, wheel, lock = [
        next(Path(folder).rglob(name))
        for name in ("python_stdlib.zip", "numpy-*.whl", "pyodide-lock.json")
    ]
    rest = split(stdlib, started, STDLIB_PLACE) + split(wheel, started, WHEEL_PLACE)
    rewrite(stdlib.with_name(LIBRARY), rest)
    lock.write_text(json.dumps(only_numpy(json.loads(lock.read_text()), wheel)))


def import_startup() -> None:
    for name in STARTUP.split():
        importlib.import_module(name)


def import_all(folder: str) -> None:
    """Import what every start does and the packages in a folder: nothing is left to import.

    Their lines are read too, as tracebacks show them and there will be no files.
    """
    import_startup()
    for path in sorted(Path(folder).rglob("*/*.py")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))
        linecache.getlines(str(path))
        size, _, lines, full_name = linecache.cache[str(path)]
        linecache.cache[str(path)] = (size, None, lines, full_name)  # without a time it is kept
    gc.collect()
    gc.freeze()  # nothing of it becomes garbage: later collections need not look through it


def compile_package(folder: str) -> None:
    """Add compiled files to nnplay.zip. Its sources stay, for the lines of a traceback."""
    package = Path(folder, "nnplay.zip")
    rewrite(package, list(with_compiled(package)))


def split(archive: Path, started: set[str], place: str) -> list[Member]:
    """Leave in an archive, found below `place`, what a start needs; give the rest for LIBRARY."""
    lean, rest = [], []
    below = "site-packages/" if place == WHEEL_PLACE else ""
    for name, data in members(archive):
        if place + name in started and name.endswith(".py"):
            source = data if below else extensible(name, data)
            lean.append((name + "c", compiled(source, place + name)))
        elif NEEDED_FILE.search(name) and not UNUSED.search(name):
            lean.append((name, data))
        elif not UNUSED.search(name):
            rest.append((below + name, data))
    rewrite(archive, lean)
    return rest


def extensible(name: str, source: bytes) -> bytes:
    """A package of the standard library looks for the rest of itself where LIBRARY is unpacked."""
    if not name.endswith("/__init__.py"):
        return source
    rest = LIBRARY_PLACE + name.removesuffix("/__init__.py")
    return source + f"\n__path__.append({rest!r})\n".encode()


def with_compiled(archive: Path) -> Iterator[Member]:
    for name, data in members(archive):
        yield name, data
        yield cache_from_source(name), compiled(data, f"{Path.cwd()}/{name}")


def compiled(source: bytes, path: str) -> bytes:
    """A .pyc that is never checked against its source: PEP 552, flag 1."""
    code = compile(source, path, "exec", dont_inherit=True)
    return MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source) + marshal.dumps(code)


def only_numpy(lock: dict[str, Any], wheel: Path) -> dict[str, Any]:
    """A lock file of one package; Pyodide refuses a wheel whose SHA-256 differs."""
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return {**lock, "packages": {"numpy": {**lock["packages"]["numpy"], "sha256": sha256}}}


def members(archive: Path) -> Iterator[Member]:
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            if not entry.is_dir():
                yield entry.filename, opened.read(entry)


def rewrite(archive: Path, contents: list[Member]) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, data in contents:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
