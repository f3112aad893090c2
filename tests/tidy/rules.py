"""What no file may hold: calls with a better one beside them, litter, unlisted disclosures."""

import re

from tree import PRODUCT

SHOWN = r"gateway/(cli/.*|main\.cpp)"  # the only code that talks to a terminal

# (what, pattern in code, why and what instead, folders, names that may)
BANNED = [
    ("clock", r"\b\w+_clock::now\b", "io::mono_clock::now() and io::wall_now()",
     PRODUCT + ("tests/unit", "tests/simulation"),
     r"modem/io/clock\.cpp|tests/simulation/virtual_time/.*|mono_clock::now"),
    ("timer", r"\b(steady|system|high_resolution|deadline)_timer\b",
     "io::timer runs in simulated time too", (), None),
    ("sleep", r"\bthis_thread::sleep|\b(u|nano)?sleep\s*\(",
     "wait for what should happen, not for time", (),
     # A client that asks again has nothing else to do; a hostile one has its own pace.
     r"gateway/cli/follow\.cpp|tests/integration/http/hostile_test\.cpp"),
    ("test name", r'^\s*(TEST_CASE|TEMPLATE_[A-Z_]*TEST_CASE)\("[^"]*;',
     "CMake splits a name at a semicolon, and neither half is a test", (), None),
    ("shell", r"\b(std::|::)(system|popen)\s*\(|\bpopen\s*\(", "no shell is ever run", (), None),
    ("number", r"\b(strto[a-z]+|ato[ifl]+|sscanf|sto(i|l|ll|ul|ull|f|d))\s*\(",
     "std::from_chars says what it did not read", PRODUCT, None),
    ("buffer", r"\b(v?sprintf|strcpy|strncpy|strcat|gets)\s*\(", "std::string", (), None),
    ("print", r"\b(v?f?printf|puts|putchar)\s*\(|\bstd::(cout|cerr|clog|cin)\b",
     "only the command line talks to a terminal; the daemon logs", PRODUCT, SHOWN),
    ("random", r"\bs?rand\s*\(", "a seeded engine, or the system's source through OpenSSL",
     (), None),
    ("regex", r"\bstd::(basic_)?regex\b", "slow, and its depth follows the input", PRODUCT, None),
    ("local time", r"\b(localtime|mktime|strftime|gmtime)(_r)?\s*\(",
     "std::chrono; the process's time zone means nothing here", PRODUCT, None),
    ("environment", r"\b(secure_)?getenv\s*\(", "settings arrive as values", PRODUCT,
     r"config/load.*|gateway/(cli/.*|main\.cpp|log\.cpp)"),
    ("thread", r"\.detach\s*\(\s*\)", "every thread is joined: one owner per thing", PRODUCT,
     r"modem/io/helper_pool\.cpp"),  # a tty's close() may block for longer than we stop
]

LAMBDA_COROUTINE = re.compile(
    r"\[[^\[\]]*\S[^\[\]]*\]\s*(\([^()]*(\([^()]*\)[^()]*)*\))?\s*(mutable\s*)?(noexcept\s*)?"
    r"->\s*[\w:]*\bawaitable\s*<")
CO_AWAIT = re.compile(r"\bco_await\b(?!\s+(\w+::)*this_coro::)")  # those are harmless
# A marker that names no issue; a path that is somebody's; words of a place that is not the project.
LITTER = [
    (re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b(?!\(#\d+\))"), "names no issue: (#12)"),
    (re.compile(r"(?<![\w.~-])/(home|root|Users|work)/\w"), "a path of one machine"),
    (re.compile(r"\.\./sha" r"red\b"), "a path outside of the project"),
]
TEXT = (".cpp", ".hpp", ".py", ".cmake", ".txt", ".md", ".toml", ".json", ".js", ".sh", ".yaml")


def check_banned(tree):
    for name, pattern, instead, folders, may in BANNED:
        for file in tree.cpp(*folders):
            if may and re.fullmatch(may, file.name):
                continue
            for found in re.finditer(pattern, file.code):
                if may and re.fullmatch(may, found[0]):
                    continue
                line = file.line_of(found.start())
                yield f"{file.name}:{line}: {name}: {found[0].strip()}: {instead}"


def check_coroutines(tree):
    """GCC 12 miscompiles temporaries in co_await expressions (docs/STYLE.md, coroutines)."""
    for file in tree.cpp():
        for found in LAMBDA_COROUTINE.finditer(file.code):
            yield f"{file.name}:{file.line_of(found.start())}: a capturing lambda is a coroutine"
        for found in CO_AWAIT.finditer(file.code):
            before = file.code[:found.start()].rstrip()
            if before.endswith(("(", ",", "&", "|", "!", "+", "-", "<", "?", "[", "*", "return")) \
                    and not before.endswith("co_return"):
                line = file.line_of(found.start())
                yield f"{file.name}:{line}: co_await inside an expression: name its result first"


def check_litter(tree):
    for name in tree.names:
        if not name.endswith(TEXT) and not name.startswith(("scripts/", ".ci/")):
            continue
        for number, line in enumerate(tree.file(name).text.splitlines(), 1):
            for pattern, what in LITTER:
                if pattern.search(line):
                    yield f"{name}:{number}: {what}: {line.strip()[:60]}"


def check_disclosures(tree):
    """Every file where a secret, a full number or a message's text leaves its type is listed."""
    where = "tests/tidy/disclosures.txt"
    listed = {line.split(":")[0].strip() for line in tree.file(where).text.splitlines()
              if line.strip() and not line.startswith("#")}
    found = {}
    for file in tree.cpp(*PRODUCT):
        for use in re.finditer(r"(\.|->)(reveal\(\)|digits\(\)|utf8\b)", file.code):
            found.setdefault(file.name, f"{file.line_of(use.start())}: {use[0]}")
    for name in sorted(set(found) - listed):
        yield f"{name}:{found[name]} is not listed in {where}"
    for name in sorted(listed - set(found)):
        yield f"{where}: {name} no longer discloses anything: take the line out"
