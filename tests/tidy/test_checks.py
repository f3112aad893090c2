#!/usr/bin/env python3
"""Every check finds what it looks for, and leaves alone what only looks like it."""

import tempfile
import unittest
from pathlib import Path

import layout
from check_tree import CHECKS
from tree import Tree

ARCHITECTURE = """
<!-- arrows:begin -->
| who | kind | may include |
| --- | --- | --- |
| `config` | pure | |
| `config/load` | shell | `config` |
| `modem/sms` | pure | `config/time` |
| `queue` | pure | `modem/sms` |
| `gateway` | shell | `queue`, `modem/sms` |
| `gateway/main` | shell | everything |
<!-- arrows:end -->
<!-- libraries:begin -->
| header | used by | for |
| --- | --- | --- |
| `boost/` | `*` | vocabulary |
| `boost/asio` | `gateway`, `gateway/*` | effects |
| `sqlite3.h` | `gateway` | rows |
<!-- libraries:end -->
"""


class Checks(unittest.TestCase):
    def findings(self, check, **files):
        """What a check says of a tree of these files; `__` in a name is a slash, `_dot_` a dot."""
        tree = {"docs/ARCHITECTURE.md": ARCHITECTURE, "tests/tidy/disclosures.txt": "",
                "tests/tidy/long_functions.txt": "", "config/time.hpp": "#pragma once\n",
                "config/load.hpp": "#pragma once\n", "config/settings.hpp": "#pragma once\n",
                "modem/sms/gsm7.hpp": "#pragma once\n", "queue/message.hpp": "#pragma once\n"}
        tree.update({name.replace("__", "/").replace("_dot_", "."): text
                     for name, text in files.items()})
        with tempfile.TemporaryDirectory() as root:
            for name, text in tree.items():
                path = Path(root) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return list(CHECKS[check](Tree(root)))

    def refused(self, check, part, **files):
        findings = self.findings(check, **files)
        self.assertTrue(any(part in finding for finding in findings), f"{part!r} not in {findings}")

    def accepted(self, check, **files):
        self.assertEqual(self.findings(check, **files), [])

    def test_an_include_against_the_arrows_is_refused(self):
        self.refused("arrows", "modem/sms may not include queue/message.hpp",
                     modem__sms__a_dot_cpp='#include "queue/message.hpp"\n')
        self.accepted("arrows", queue__a_dot_cpp='#include "modem/sms/gsm7.hpp"\n')
        self.accepted("arrows", modem__sms__a_dot_cpp='// #include "queue/message.hpp"\n')

    def test_a_row_for_one_file_opens_only_that_file(self):
        self.accepted("arrows", modem__sms__a_dot_cpp='#include "config/time.hpp"\n')
        self.refused("arrows", "may not include config/settings.hpp",
                     modem__sms__a_dot_cpp='#include "config/settings.hpp"\n')

    def test_pure_code_may_not_include_a_shell_of_its_own_folder(self):
        self.refused("arrows", "config may not include config/load.hpp",
                     config__validate_dot_cpp='#include "config/load.hpp"\n')

    def test_a_folder_without_a_row_is_refused(self):
        self.refused("arrows", "no row for modem/voice", modem__voice__a_dot_cpp="int a;\n")

    def test_files_of_one_row_may_include_each_other(self):
        table = ARCHITECTURE.replace("| `config/load` |", "| `config/load`, `config/credential` |")
        self.accepted("arrows", docs__ARCHITECTURE_dot_md=table,
                      config__credential_dot_cpp='#include "config/load.hpp"\n')

    def test_a_circle_in_the_table_is_refused(self):
        table = ARCHITECTURE.replace("| `modem/sms` | pure | `config/time` |",
                                     "| `modem/sms` | pure | `queue` |")
        self.refused("arrows", "goes in a circle", docs__ARCHITECTURE_dot_md=table)

    def test_a_header_that_its_own_folder_generates_is_accepted(self):
        include = '#include "queue/revision.hpp"\n'
        cmake = "configure_file(in ${CMAKE_BINARY_DIR}/generated/queue/revision.hpp)\n"
        self.accepted("arrows", queue__CMakeLists_dot_txt=cmake, queue__a_dot_cpp=include)
        self.refused("arrows", "not a path", queue__CMakeLists_dot_txt=cmake,
                     gateway__a_dot_cpp=include)

    def test_a_path_that_is_not_from_the_root_or_is_a_tests_is_refused(self):
        self.refused("arrows", "not a path from the project's root",
                     queue__a_dot_cpp='#include "message.hpp"\n')
        self.refused("arrows", "includes a test's file", tests__support__b_dot_hpp="",
                     queue__a_dot_cpp='#include "tests/support/b.hpp"\n')

    def test_pure_code_with_an_effect_is_refused(self):
        for effect in ("#include <thread>", "#include <fstream>", "#include <unistd.h>",
                       "auto t = std::chrono::system_clock::now();", "std::random_device d;",
                       'auto e = std::getenv("HOME");'):
            self.refused("purity", "pure code", queue__a_dot_cpp=effect + "\n")
            self.accepted("purity", gateway__a_dot_cpp=effect + "\n")
        self.accepted("purity", queue__a_dot_cpp='const char* s = "random_device";  // getenv\n')

    def test_a_library_out_of_its_place_or_unknown_is_refused(self):
        self.refused("libraries", "queue may not include <boost/asio/post.hpp>",
                     queue__a_dot_cpp="#include <boost/asio/post.hpp>\n")
        self.refused("libraries", "queue may not include <sqlite3.h>",
                     queue__a_dot_cpp="#include <sqlite3.h>\n")
        self.refused("libraries", "no row for the library of <zlib.h>",
                     gateway__a_dot_cpp="#include <zlib.h>\n")
        self.accepted("libraries", gateway__a_dot_cpp="#include <boost/asio/post.hpp>\n",
                      queue__a_dot_cpp="#include <vector>\n#include <boost/system/result.hpp>\n")

    def test_banned_calls_are_refused(self):
        for call in ("std::chrono::steady_clock::now()", "asio::steady_timer t(io)",
                     "std::this_thread::sleep_for(1s)", "usleep(5)", "std::system(x)",
                     "std::strtol(a, b, 10)", "std::stoi(s)", "sprintf(b, f)", "std::printf(f)",
                     "std::cout << 1", "rand()", "std::regex r", "localtime(&t)", "getenv(x)",
                     "worker.detach()"):
            self.refused("banned", "gateway/a.cpp:1", gateway__a_dot_cpp=f"auto x = {call};\n")

    def test_calls_that_only_look_banned_are_accepted(self):
        for call in ("io::mono_clock::now()", "boost::system::system_category()",
                     "source->sleep_for(left)", "std::snprintf(b, n, f)", "brand(1)"):
            self.accepted("banned", gateway__a_dot_cpp=f"auto x = {call};\n")
        self.accepted("banned", gateway__cli__a_dot_cpp="auto& out = std::cout;\n")

    def test_coroutines_that_the_compiler_breaks_are_refused(self):
        self.refused("coroutines", "capturing lambda", gateway__a_dot_cpp=(
            "auto f = [this, n](std::function<void(int)> g) -> asio::awaitable<void> {};\n"))
        self.refused("coroutines", "inside an expression",
                     gateway__a_dot_cpp="auto x = take(co_await give());\n")
        self.refused("coroutines", "inside an expression",
                     gateway__a_dot_cpp="if (!co_await give()) stop();\n")
        self.accepted("coroutines", gateway__a_dot_cpp=(
            "auto f = [](int n) -> asio::awaitable<int> { co_return co_await g(n); };\n"
            "if (a[i] > 0) co_await h();\nconst auto x = co_await give();\n"
            "io::timer wait(co_await asio::this_coro::executor);\n"))

    def test_litter_is_refused(self):
        self.refused("litter", "names no issue", docs__a_dot_md="TO" "DO: more\n")
        self.refused("litter", "a path of one machine", docs__a_dot_md="see /ho" "me/me/x\n")
        self.accepted("litter", docs__a_dot_md="TO" "DO(#12): more; ~/x; https://a.example/home/b\n")

    def test_a_disclosure_is_listed_and_a_listed_file_discloses(self):
        self.refused("disclosures", "is not listed",
                     gateway__a_dot_cpp="auto d = number.digits();\n")
        self.refused("disclosures", "no longer discloses",
                     tests__tidy__disclosures_dot_txt="gateway/a.cpp: the PDU\n")
        self.accepted("disclosures", tests__tidy__disclosures_dot_txt="gateway/a.cpp: the PDU\n",
                      gateway__a_dot_cpp="auto d = number.digits();\n")

    def test_long_or_unclean_lines_are_refused(self):
        self.refused("columns", "101 columns", queue__a_dot_cpp="/" * 101 + "\n")
        self.refused("columns", "before the line's end", queue__a_dot_cpp="int a; \n")
        self.refused("columns", "no line end", queue__a_dot_cpp="int a;")
        self.accepted("columns", queue__a_dot_cpp="é" * 100 + "\n")
        self.accepted("columns", tests__a_dot_cpp='{"a row", "' + "a" * 100 + '"},\n')

    def test_headers_begin_with_pragma_once_and_come_first_in_their_source(self):
        self.refused("headers", "#pragma once", queue__a_dot_hpp="int a;\n")
        self.refused("headers", "not the first", queue__message_dot_cpp=(
            '#include <vector>\n#include "queue/message.hpp"\n'))
        self.accepted("headers", queue__message_dot_cpp='#include "queue/message.hpp"\n')

    def test_a_file_that_nothing_uses_is_refused(self):
        self.refused("listed", "queue/a.cpp: no CMakeLists.txt lists it",
                     queue__a_dot_cpp="", queue__CMakeLists_dot_txt="SOURCES schema.cpp ba.cpp\n")
        self.refused("listed", "queue/message.hpp: nobody includes it")
        self.refused("listed", "tests/data/x/a.txt: no test names it",
                     tests__data__x__a_dot_txt="")

    def test_a_long_function_is_refused_unless_its_length_is_listed(self):
        body = ("namespace n {\nclass c {\n    int f(int a = 1) const {\n" + "a;\n" * 70 +
                "}\n};\n}\n")
        self.refused("function_length", "f has 72 lines", queue__a_dot_cpp=body)
        self.accepted("function_length", queue__a_dot_cpp=body,
                      tests__tidy__long_functions_dot_txt="queue/a.cpp | f | 72\n")
        self.refused("function_length", "shorter now", queue__a_dot_cpp=body,
                     tests__tidy__long_functions_dot_txt="queue/a.cpp | f | 80\n")

    def test_every_kind_of_function_is_measured(self):
        code = ("template <class T>\nauto a(T t) -> std::vector<T> {\n    if (t) {\n    }\n}\n"
                "b::b(int x)\n    : y_{x}, z_(x) {\n}\nbool b::operator==(const b&) const {\n}\n"
                "const int table[] = {\n    1,\n};\n"
                "struct s {\n    int v = 0;\n    void m() {\n    }\n};\n"
                'TEST_CASE("a b", "[c]") {\n}\n')
        with tempfile.TemporaryDirectory() as root:
            (Path(root) / "queue").mkdir()
            (Path(root) / "queue/a.cpp").write_text(code)
            found = [(name, lines) for name, _, lines in
                     layout.functions(Tree(root).file("queue/a.cpp"))]
        self.assertEqual(found, [("a", 5), ("b::b", 3), ("b::operator==", 2), ("m", 2), ("a b", 2)])

    def test_a_document_that_leads_nowhere_is_refused(self):
        self.refused("documents", "no such file: b.md", docs__a_dot_md="[b](b.md#c)\n")
        self.refused("documents", "no such file: queue/b.cpp", docs__a_dot_md="`queue/b.cpp`\n")
        self.accepted("documents", docs__a_dot_md="[c](../config/time.hpp) `queue/message.hpp`\n")


if __name__ == "__main__":
    unittest.main()
