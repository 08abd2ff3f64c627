"""build.py without the network: what it fetches, verifies, serves and says."""

import errno
import hashlib
import importlib.util
import io
import json
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

import build

RIGHT = b"the right bytes"
PACKAGE = build.Package(
    name="part@1.0",
    client="npm pack",
    folder="package/",
    cdn="npm/part@1.0/",
    target="vendor/part/",
    sha256={"part.js": hashlib.sha256(RIGHT).hexdigest()},
)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NNPLAY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def use_sources(monkeypatch, *sources):
    monkeypatch.setattr(build, "SOURCES", sources)


def gives(data):
    return lambda package, files: [(file, data) for file in files]


def fails(message):
    def source(package, files):
        raise build.BuildError(message)

    return source


# ----- third-party files -----


def test_a_verified_file_is_cached_and_not_fetched_again(monkeypatch):
    use_sources(monkeypatch, gives(RIGHT))
    build.third_party([PACKAGE])
    use_sources(monkeypatch)
    assert build.third_party([PACKAGE]) == {"vendor/part/part.js": RIGHT}


def test_a_wrong_hash_names_the_file_and_both_hashes_and_leaves_nothing(cache, monkeypatch):
    use_sources(monkeypatch, gives(b"wrong"))
    with pytest.raises(build.BuildError) as failure:
        build.third_party([PACKAGE])
    expected, got = PACKAGE.sha256["part.js"], hashlib.sha256(b"wrong").hexdigest()
    assert f"wrong SHA-256 for part.js: expected {expected}, got {got}" in str(failure.value)
    assert not cache.exists()


@pytest.mark.parametrize("first", [fails("no network"), gives(b"wrong")])
def test_the_next_source_takes_over_where_one_fails(first, monkeypatch):
    use_sources(monkeypatch, first, gives(RIGHT))
    assert build.third_party([PACKAGE]) == {"vendor/part/part.js": RIGHT}


def test_the_next_source_is_asked_only_for_what_is_still_missing(monkeypatch):
    package = PACKAGE._replace(sha256=PACKAGE.sha256 | {"more.js": build.sha256(b"more")})
    asked = []

    def first(package, files):
        yield "part.js", RIGHT
        raise build.BuildError("connection lost")

    def second(package, files):
        asked.extend(files)
        yield "more.js", b"more"

    use_sources(monkeypatch, first, second)
    build.third_party([package])
    assert asked == ["more.js"]


def test_when_no_source_answers_the_error_says_why_for_each(monkeypatch):
    use_sources(monkeypatch, fails("cdn: no network"), fails("no npm"))
    with pytest.raises(build.BuildError) as failure:
        build.third_party([PACKAGE])
    assert str(failure.value) == "cannot get part@1.0: cdn: no network; no npm"


def test_a_damaged_file_in_the_cache_is_fetched_anew(monkeypatch):
    use_sources(monkeypatch, gives(RIGHT))
    build.third_party([PACKAGE])
    build.cached_path(PACKAGE, "part.js").write_bytes(RIGHT[:4])
    assert build.third_party([PACKAGE]) == {"vendor/part/part.js": RIGHT}


def test_a_full_disk_leaves_no_half_written_file(tmp_path, monkeypatch):
    def write_half(path, data):
        path.open("wb").close()
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(OSError) as failure:
        build.save(tmp_path / "part.js", RIGHT)
    assert "the disk is full" in build.describe(failure.value)
    assert list(tmp_path.iterdir()) == []


def test_a_package_client_gives_the_files_of_its_archive(monkeypatch):
    pack = """
import io, tarfile
with tarfile.open("part-1.0.tgz", "w:gz") as tar:
    member = tarfile.TarInfo("package/part.js")
    member.size = 15
    tar.addfile(member, io.BytesIO(b"the right bytes"))
"""
    monkeypatch.setitem(build.CLIENTS, "npm pack", lambda: [sys.executable, "-c", pack])
    assert list(build.from_client(PACKAGE, ["part.js"])) == [("part.js", RIGHT)]


def test_without_npm_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(build.BuildError, match=r"no npm: install Node.js"):
        list(build.from_client(PACKAGE, ["part.js"]))


def test_an_unreachable_cdn_is_one_line(monkeypatch):
    def refuse(*args, **kwargs):
        raise urllib.error.URLError("name resolution failed")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(build.BuildError, match=f"{build.CDN}: name resolution failed"):
        list(build.from_cdn(PACKAGE, ["part.js"]))


@pytest.mark.parametrize(
    ("output", "explanation"),
    [
        (
            "npm warn old\nnpm error code E404\nnpm error A log is kept\n",
            "npm error code E404; check the network and run again",
        ),
        (
            "WARNING: Retrying after ConnectionError\nERROR: No matching distribution found\n",
            "ERROR: No matching distribution found; check the network and run again",
        ),
        (
            "npm error code ENOSPC\nnpm error syscall write\n",
            "the disk is full: free some space and run again",
        ),
    ],
)
def test_a_package_client_s_failure_is_one_line(output, explanation):
    assert build.explain(output) == explanation


def test_every_part_is_pinned_by_version_and_sha256():
    for package in build.THIRD_PARTY:
        assert re.search(r"[@=]\d+\.\d+\.\d+$", package.name)
        assert all(re.fullmatch("[0-9a-f]{64}", sha) for sha in package.sha256.values())


# ----- the site -----


def test_an_archive_depends_on_its_contents_only():
    files = {"nnplay/a.py": b"a = 1\n", "nnplay/b.py": b"b = 2\n"}
    archive = build.archive(files)
    assert archive == build.archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(archive)) as members:
        assert {name: members.read(name) for name in members.namelist()} == files


def test_a_site_is_written_exactly_and_unchanged_files_are_left_alone(tmp_path):
    build.write_site({"a.txt": b"a", "old/b.txt": b"b"}, tmp_path)
    before = (tmp_path / "a.txt").stat()
    build.write_site({"a.txt": b"a", "new/c.txt": b"c"}, tmp_path)
    after = (tmp_path / "a.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "c.txt", "new"]


def test_the_manifest_lists_what_the_worker_downloads():
    files = {build.PYODIDE + "pyodide.mjs": b"12", "nnplay.zip": b"123", "index.html": b"1"}
    manifest = json.loads(build.manifest(files))
    assert manifest["boot"] == {"nnplay.zip": 3, "pyodide/v314.0.3/pyodide.mjs": 2}
    assert manifest["restore"] == {}
    snapshot = build.PYODIDE + "1/started.bin"
    recorded = json.loads(build.manifest(files | {snapshot: b"1234"}))
    assert recorded["boot"] == manifest["boot"]
    assert recorded["snapshot"] == snapshot
    assert recorded["restore"] == {snapshot: 4, "pyodide/v314.0.3/pyodide.mjs": 2}


def test_the_version_changes_with_any_byte():
    manifests = [build.manifest({build.PYODIDE + "pyodide.mjs": data}) for data in (b"1", b"2")]
    assert len({json.loads(manifest)["version"] for manifest in manifests}) == 2


def test_the_preview_is_trained_once_for_the_same_sources(cache, monkeypatch):
    trained = iter([b"first", b"second"])
    monkeypatch.setattr(build, "run_module", lambda module, given: next(trained))
    assert build.printed_by("preview", {"nnplay/a.py": b"1"}) == b"first"
    assert build.printed_by("preview", {"nnplay/a.py": b"1"}) == b"first"
    assert build.printed_by("preview", {"nnplay/a.py": b"2"}) == b"second"
    assert len(list(cache.iterdir())) == 1


def test_hidden_files_and_caches_stay_out_of_the_site():
    assert not build.is_hidden(Path("nnplay/labs/classify.py"))
    assert build.is_hidden(Path("nnplay/__pycache__/ops.pyc"))
    assert build.is_hidden(Path("web/.DS_Store"))


def test_every_licence_in_the_index_is_in_the_site():
    published = {build.published(path) for path in build.sources("LICENSE", "web")}
    index = (build.ROOT / "web/licenses/README.txt").read_text()
    texts = set(re.findall(r"\S+\.txt", index)) - {"NumPy.txt"}  # which comes out of its wheel
    assert texts <= {path.removeprefix("licenses/") for path in published} | {
        f"../{path}" for path in published
    }


# ----- relative URLs only -----


class Loads(HTMLParser):
    """Collects the URLs of what a page loads; a plain link loads nothing."""

    def __init__(self):
        super().__init__()
        self.urls = []

    def handle_starttag(self, tag, attrs):
        if tag != "a":
            self.urls += [value for name, value in attrs if name in ("src", "href")]


def page_urls():
    loads = Loads()
    loads.feed((build.ROOT / "index.html").read_text())
    return loads.urls


def imported_urls():
    pattern = r"""(?:from|import|import\()\s*["']([^"']+)["']"""
    scripts = (build.ROOT / "web").rglob("*.js")
    return [url for path in scripts for url in re.findall(pattern, path.read_text())]


def css_urls():
    pattern = r"""(?:url\(|@import)\s*["']?([^"')]+)"""
    sheets = (build.ROOT / "web").rglob("*.css")
    return [url for path in sheets for url in re.findall(pattern, path.read_text())]


@pytest.mark.parametrize("urls", [page_urls, imported_urls, css_urls])
def test_everything_is_loaded_by_a_relative_url(urls):
    found = urls()
    assert found
    assert [url for url in found if re.match(r"/|[a-z]+:(?!image/)", url)] == []


def test_files_are_looked_up_in_one_place_only():
    """So that the single file, which has no place, can answer for all."""
    for path, source in build.sources("web").items():
        if path.endswith(".js") and path != "web/files.js" and not path.startswith("web/single/"):
            assert not re.search(rb"import\.meta|new Worker\(", source), path


# ----- visits without a network -----


def test_the_service_worker_knows_every_file_by_its_hash():
    files = {"index.html": b"<p>", "web/main.js": b"1"}
    script = build.service_worker(files).decode()
    content = json.loads(script.removeprefix("const SITE = ").partition(";\n")[0])
    assert content["files"] == {path: build.base64_sha256(files[path]) for path in files}
    assert content["lasting"] == build.PYODIDE
    assert script != build.service_worker(files | {"web/main.js": b"2"}).decode()


def test_what_few_readers_use_is_not_downloaded_ahead():
    paths = [build.PYODIDE + "library.zip", "licenses/a.txt", "web/main.js", "nnplay.zip"]
    assert list(filter(build.is_kept_once_used, paths)) == paths[:2]


def test_the_service_worker_knows_what_starts_python_anew_where_its_memory_is_of_use():
    anew = {"nnplay.zip": b"zip", build.PYODIDE + "python_stdlib.zip": b"zip"}
    memory = {build.PYODIDE + "1/started.bin": b"memory"}
    files = anew | {build.PYODIDE + "pyodide.mjs": b"js"}
    assert known(files, "anew") == known(files, "memory") == set()
    assert known(files | memory, "anew") == anew.keys()
    assert known(files | memory, "memory") == memory.keys()


def known(files, kind):
    """The paths of a kind that the service worker knows."""
    script = build.service_worker(files).decode()
    content = json.loads(script.removeprefix("const SITE = ").partition(";\n")[0])
    return set(content[kind])


def test_modules_are_not_downloaded_ahead_where_their_bundles_are():
    kept = {path for path in known(BUNDLED_SITE, "later") if not path.startswith("licenses/")}
    modules = {path for path in SMALL_SITE if re.match(r"web/.*\.js", path)}
    assert kept == modules - {"web/first.js", "web/unused.js"}


def test_the_page_can_be_installed_and_its_icons_are_there():
    app = json.loads((build.ROOT / "web/app.webmanifest").read_text())
    assert {icon["sizes"] for icon in app["icons"]} >= {"192x192", "512x512"}
    assert "maskable" in [icon.get("purpose") for icon in app["icons"]]
    assert all((build.ROOT / "web" / icon["src"]).is_file() for icon in app["icons"])


@pytest.mark.parametrize(
    ("style", "scalable"),
    [
        ("a { font: 500 11px/16px b }", "a { font: 500 0.6875rem/1rem b }"),
        ("a { margin: -8px calc(12.5px + 1px) }", "a { margin: -0.5rem calc(0.78125rem + 1px) }"),
        ("a { border: 2px solid; outline: .5px }", "a { border: 2px solid; outline: .5px }"),
        ("@media (max-width: 600px) { a { width: 32px } }",
         "@media (max-width: 37.5em) { a { width: 2rem } }"),
        ("a { --w4px: 0; width: var(--w4px) }", "a { --w4px: 0; width: var(--w4px) }"),
    ],
)  # fmt: skip
def test_styles_follow_the_font_size_of_the_reader(style, scalable):
    assert build.scalable(style) == scalable


# ----- the whole site in one file -----

SMALL_SITE = {
    "index.html": b"""<html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="icon" href="icon.svg"><link rel="manifest" href="app.webmanifest">
  <link rel="stylesheet" href="web/style/a.css">
<script src="web/first.js"></script>
<script type="module" src="web/main.js"></script></head>
<body><a href="./">Home</a><a href="./?lab=paint">Paint</a></body></html>""",
    "icon.svg": b"<svg/>",
    "web/style/a.css": b'@font-face { src: url("../fonts/a.woff2") }',
    "web/fonts/a.woff2": b"font",
    "web/first.js": b"first()",
    "web/main.js": b"""import each from "../vendor/each.js";
import { a as first } from "./lab/a.js";

each([first, "web/worker.js"]);
import("./lab/b.js").then(({ sum }) => each([sum]));
""",
    "web/lab/a.js": b'export const a = "</script>";\n',
    "web/lab/b.js": b"""import "./a.js";
import * as all from "../c.js";

export const sum = all.c + all.twice();
""",
    "web/c.js": b"export const c = 1;\nexport function twice() {\n  return 2 * c;\n}\n",
    "vendor/each.js": b"export default (values) => values.forEach((value) => console.log(value));",
    "web/worker.js": b'import { c } from "./c.js";\n\nconsole.log(c);\n',
    "web/early-worker.js": b'console.log("web/worker.js");\n',
    "web/unused.js": b"",
    "licenses/a.txt": b"Take it.",
    "manifest.json": b"{}",
    "preview.json": b"{}",
}


BUNDLED_SITE = SMALL_SITE | build.bundles(SMALL_SITE)


def test_bundles_do_what_their_modules_do(tmp_path):
    build.write_site(BUNDLED_SITE | {"package.json": b'{"type": "module"}'}, tmp_path)
    prints = {
        "main": ["</script>", "bundle/worker.js", "3"],
        "worker": ["1"],
        "early-worker": ["bundle/worker.js"],
    }
    for name, lines in prints.items():
        command = [*build.node(), f"{tmp_path}/bundle/{name}.js"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert output.splitlines() == lines


def test_node_can_be_asked_what_the_page_asks_a_browser():
    assert build.is_true_in_node(build.node(), f"typeof {build.LIKE_BROWSERS} === 'boolean'")


def test_a_module_is_in_one_bundle_of_the_page_and_in_common_if_several_import_it():
    places = {
        path: [name for name, data in BUNDLED_SITE.items() if f"// {path}\n".encode() in data]
        for path in ("web/main.js", "web/lab/a.js", "web/lab/b.js", "web/c.js")
    }
    assert places == {
        "web/main.js": ["bundle/main.js"],
        "web/lab/a.js": ["bundle/common.js"],
        "web/lab/b.js": ["bundle/lab-b.js"],
        "web/c.js": ["bundle/lab-b.js", "bundle/worker.js"],
    }


def test_the_page_asks_at_once_for_the_bundles_it_starts_with():
    html = BUNDLED_SITE["index.html"].decode()
    preloaded = re.findall('<link rel="modulepreload" href="(.+?)">', html)
    assert preloaded == ["bundle/common.js", "bundle/main.js"]
    assert re.findall('<script type="module" src="(.+?)">', html) == ["bundle/main.js"]
    assert re.findall('<link rel="stylesheet" href="(.+?)">', html) == ["bundle/page.css"]
    assert b'url("../web/fonts/a.woff2")' in BUNDLED_SITE["bundle/page.css"]


def test_what_cannot_be_bundled_is_named():
    strange = {**SMALL_SITE, "web/c.js": b"export const c = 1;\nexport default c;\n"}
    with pytest.raises(build.BuildError, match=r"web/c.js: cannot bundle 'export default c;'"):
        build.bundles(strange)
    missing = {**SMALL_SITE, "web/c.js": b"export const d = 1;\n"}
    with pytest.raises(build.BuildError, match=r"web/worker.js: web/c.js exports no c"):
        build.bundles(missing)


def test_modules_that_import_each_other_are_named():
    circle = {**SMALL_SITE, "web/lab/a.js": b'import "./b.js";\n'}
    with pytest.raises(build.BuildError, match=r"import each other: .*web/lab/a.js"):
        build.bundles(circle)


def test_every_module_within_reach_is_in_the_single_file_after_those_it_imports():
    modules = build.linked_modules(BUNDLED_SITE)
    order = [path for path, _ in modules]
    bundles = {path for path in BUNDLED_SITE if re.match(r"bundle/.*\.js", path)}
    assert set(order) == bundles | {"vendor/each.js"}
    assert order.index("bundle/common.js") < order.index("bundle/main.js")
    assert 'from "site:bundle/common.js"' in dict(modules)["bundle/main.js"]
    assert 'import("site:bundle/lab-b.js")' in dict(modules)["bundle/main.js"]


def test_the_single_file_loads_nothing():
    html = build.single_file(BUNDLED_SITE).decode()
    loads = Loads()
    loads.feed(html)
    assert all(url.startswith("data:") for url in loads.urls)
    assert 'url("data:font/woff2;base64,' in html
    assert 'href="?lab=paint"' in html
    assert "Take it." in html
    assert html.count("</script>") == html.count("<script")


def test_the_single_file_allows_just_its_own_scripts():
    html = build.single_file(BUNDLED_SITE).decode()
    assert f"'sha256-{build.base64_sha256(b'first()')}'" in html
    assert "default-src 'none'" in html
    assert "default-src 'self'" not in html


# ----- serving -----


@pytest.fixture
def url(tmp_path):
    files = {"index.html": b"<p>hi", build.PYODIDE + "pyodide.asm.wasm": b"\0asm"}
    build.write_site(files, tmp_path / "site")
    with build.listen(tmp_path / "site", 8100) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def get(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
        return response.headers


def test_a_download_gives_the_bytes_and_a_line_of_progress(url, capsys):
    assert build.download(url + build.PYODIDE + "pyodide.asm.wasm") == b"\0asm"
    assert "pyodide.asm.wasm" in capsys.readouterr().out


def test_wasm_has_its_mime_type_and_is_kept_for_good(url):
    headers = get(url + build.PYODIDE + "pyodide.asm.wasm")
    assert headers["Content-Type"] == "application/wasm"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_page_is_asked_for_anew_and_answered_not_modified(url):
    headers = get(url)
    assert headers["Cache-Control"] == "no-cache"
    with pytest.raises(urllib.error.HTTPError) as answer:
        get(url, **{"If-Modified-Since": headers["Last-Modified"]})
    with answer.value:
        assert answer.value.code == 304


def test_while_the_site_is_being_changed_browsers_keep_nothing(tmp_path):
    build.write_site({"sw.js": b"", "index.html": b"<p>hi"}, tmp_path)
    with build.listen(tmp_path, 8100, build.UncachedHandler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert get(address)["Cache-Control"] == "no-cache"
        with urllib.request.urlopen(f"{address}sw.js") as answer:
            assert b"unregister" in answer.read()
            assert answer.headers["Content-Type"] == "text/javascript"
        server.shutdown()


def test_other_sites_may_load_scripts_from_it(url):
    assert get(url)["Access-Control-Allow-Origin"] == "*"


def test_a_missing_file_is_not_remembered(url):
    with pytest.raises(urllib.error.HTTPError) as answer:
        get(url + build.PYODIDE + "missing.wasm")
    with answer.value:
        assert answer.value.code == 404
        assert answer.value.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "mime_type"),
    [
        ("main.js", "text/javascript"),
        ("pyodide.mjs", "text/javascript"),
        ("pyodide.asm.wasm", "application/wasm"),
        ("manifest.json", "application/json"),
        ("tokens.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
        ("icon-192.png", "image/png"),
        ("app.webmanifest", "application/manifest+json"),
        ("inter.woff2", "font/woff2"),
        ("numpy.whl", "application/zip"),
        ("nnplay.zip", "application/zip"),
    ],
)
def test_mime_types_do_not_depend_on_the_machine(name, mime_type):
    assert build.SiteHandler.extensions_map[Path(name).suffix] == mime_type


def test_a_busy_port_gives_way_to_the_next(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with build.listen(tmp_path, port) as server:
            assert server.server_port > port


# ----- Python and a browser -----


@pytest.fixture
def computer(tmp_path, monkeypatch):
    """A machine without browsers, and a way to put one there."""
    monkeypatch.delenv("NNPLAY_BROWSER", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    def add(name):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o755)
        return str(path)

    return add


def test_a_browser_is_looked_for_in_the_order_promised(computer, monkeypatch):
    assert build.find_browser() is None
    for name in (
        "bin/google-chrome",
        "bin/chromium",
        "playwright/chromium-999/chrome-linux/chrome",
        "playwright/chromium-1255/chrome-linux64/chrome",
    ):
        assert build.find_browser() != computer(name)
        assert build.find_browser() == computer(name)
    monkeypatch.setenv("NNPLAY_BROWSER", computer("my/own/chrome"))
    assert build.find_browser() == computer("my/own/chrome")


def test_a_wrong_nnplay_browser_is_said_and_not_passed_over(computer, monkeypatch):
    computer("bin/chromium")
    monkeypatch.setenv("NNPLAY_BROWSER", "/nowhere/chrome")
    with pytest.raises(build.BuildError, match="cannot run '/nowhere/chrome'"):
        build.find_browser()


def test_where_no_browser_can_be_had_the_error_says_what_to_do(computer, monkeypatch):
    monkeypatch.setattr(build, "succeeds", lambda command: False)
    with pytest.raises(build.BuildError, match="install Chromium, or set NNPLAY_BROWSER"):
        build.install_browser("python3")


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A .venv whose making and installing are only noted down."""
    log = []
    monkeypatch.setattr(build, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(build, "test_requirements", lambda: ["numpy==2", "pytest==9"])
    monkeypatch.setattr(build, "pip_install", lambda python, names: log.append(names))

    def create():
        log.append("new")
        for name in ("bin/python", "Scripts/python.exe", "requirements.txt"):
            (tmp_path / ".venv" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / ".venv" / name).write_text("")

    monkeypatch.setattr(build, "create_venv", create)
    return log


def test_a_venv_is_made_once_and_completed_when_more_is_needed(venv):
    build.venv_python(["numpy==2"])
    build.venv_python(["numpy==2", "pytest==9"])
    build.venv_python(["pytest==9"])
    assert venv == ["new", ["numpy==2"], ["pytest==9"]]


def test_a_venv_is_made_anew_when_the_requirements_change(venv, monkeypatch):
    build.venv_python(["pytest==9"])
    monkeypatch.setattr(build, "test_requirements", lambda: ["pytest==10"])
    build.venv_python(["pytest==10"])
    assert venv == ["new", ["pytest==9"], "new", ["pytest==10"]]


def test_a_python_without_ensurepip_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(build.BuildError, match="apt-get install python3-venv"):
        build.create_venv()


# ----- errors -----


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (build.BuildError("no npm:\n install Node.js"), "error: no npm: install Node.js\n"),
        (FileNotFoundError(2, "No such file", "index.html"), "error: index.html: No such file\n"),
        (
            OSError(errno.ENOSPC, "", "a.js"),
            "error: the disk is full: free some space and run again\n",
        ),
    ],
)
def test_an_expected_failure_is_one_line_and_exit_code_1(error, line, monkeypatch, capsys):
    def fail():
        raise error

    monkeypatch.setattr(build, "build", fail)
    assert build.main([]) == 1
    assert capsys.readouterr().err == line


def test_arguments_of_test_go_to_pytest(monkeypatch):
    given: list[str] = []
    monkeypatch.setattr(build, "test", given.extend)
    build.main(["test", "-k", "ops", "tests/test_ops.py"])
    assert given == ["-k", "ops", "tests/test_ops.py"]
