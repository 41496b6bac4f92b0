// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/document_reading.hpp"

using namespace plume;
using namespace plume::document_test;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += part;
  }
  return out;
}

}  // namespace

TEST_CASE("The ending of a file's name says its syntax", "[formats][document]") {
  CHECK(parse_document("a.json", "{\"a\": 1}").syntax == Syntax::json);
  CHECK(parse_document("a.yaml", "{\"a\": 1}").syntax == Syntax::yaml);
  CHECK(parse_document("a.yml", "a: 1").syntax == Syntax::yaml);
  CHECK(parse_document("a.toml", "a = 1").syntax == Syntax::toml);
  CHECK(parse_document("a.sh", "A=1").syntax == Syntax::arguments);
  CHECK(parse_document("a.args", "--a 1").syntax == Syntax::arguments);
}

TEST_CASE("Without a telling name the content says the syntax", "[formats][document]") {
  const auto syntax = [](const char* text) { return parse_document("-", text).syntax; };
  CHECK(syntax("\n {\"a\": 1}") == Syntax::json);
  CHECK(syntax("# one\n[training]\nsteps = 1\n") == Syntax::toml);
  CHECK(syntax("[a.\"b.c\"]\nsteps = 1\n") == Syntax::toml);
  CHECK(syntax("[[a]]\nsteps = 1\n") == Syntax::toml);
  CHECK(syntax("steps = 1\n") == Syntax::toml);
  CHECK(refusal("-", "[{\"a\": 1}]") == "wrong-type 1:1");
  CHECK(syntax("steps: 1\n") == Syntax::yaml);
  CHECK(syntax("---\nsteps: 1\n") == Syntax::yaml);
  CHECK(syntax("model:\n  steps: 1\n") == Syntax::yaml);
  CHECK(syntax("url: http://a/?b=--c\n") == Syntax::yaml);
  CHECK(syntax("#!/bin/sh\nA=1\n") == Syntax::arguments);
  CHECK(syntax("--steps 1\n") == Syntax::arguments);
  CHECK(syntax("NODES=4\n") == Syntax::arguments);
  CHECK(syntax("export a=4\n") == Syntax::arguments);
  CHECK(syntax("torchrun train.py --steps 1\n") == Syntax::arguments);
}

TEST_CASE("JSON is read with the place of every value", "[formats][document]") {
  const Document document = parse_document(
      "a.json", "\xef\xbb\xbf{\"a\": {\"b\": [1, 2.5e3, true, null, \"x\\n\"]}, \"k\\\"q\": {}}");
  CHECK(shown(document, "a") == "map 1");
  CHECK(shown(document, "a/b") == "list 5");
  CHECK(at(document, "a/b/1").number == 2500);
  CHECK(shown(document, "a/b/2") == "true");
  CHECK(shown(document, "a/b/3") == "null");
  CHECK(shown(document, "a/b/4") == "text x\n");
  CHECK(written(document, "a/b/1") == "2.5e3");
  CHECK(written(document, "a/b/4") == "\"x\\n\"");
  CHECK(written(document, document.root.entries[1].key_place) == "\"k\\\"q\"");
  CHECK(document.root.entries[1].key == "k\"q");
}

TEST_CASE("Of a key that stands twice the last counts", "[formats][document]") {
  CHECK(shown(parse_document("a.json", "{\"a\": 1, \"a\": 2}"), "a") == "number 2");
  CHECK(shown(parse_document("a.yaml", "a: 1\na: 2\n"), "a") == "number 2");
}

TEST_CASE("Numbers that JSON or a double does not have are text", "[formats][document]") {
  const Document document =
      parse_document("a.json", "{\"a\": [NaN, Infinity, -Infinity, 1e400, 1e300]}");
  CHECK(shown(document, "a/0") == "text NaN");
  CHECK(shown(document, "a/1") == "text Infinity");
  CHECK(shown(document, "a/2") == "text -Infinity");
  CHECK(shown(document, "a/3") == "text 1e400");
  CHECK(at(document, "a/4").number == 1e300);
}

TEST_CASE("What is no JSON is told where it goes wrong", "[formats][document]") {
  CHECK(refusal("a.json", "{\"a\": [1 2]}") == "invalid-json 1:10");
  CHECK(refusal("a.json", "{\"a\": 1} x") == "invalid-json 1:10");
  CHECK(refusal("a.json", "{\n\"a\": nul}") == "invalid-json 2:9");
  CHECK(refusal("a.json", "{\"a\": NaN, \"b\": tru}") == "invalid-json 1:20");
  CHECK(refusal("a.json", "{\"a\": 1e400, \"b\": }") == "invalid-json 1:19");
  CHECK(refusal("a.json", "{\"a\": Nan}") == "invalid-json 1:7");
  CHECK(refusal("a.json", "{\"a\": 01}") == "invalid-json 1:8");
  CHECK(refusal("a.json", "{\"a\": \"x}") == "invalid-json 1:10");
  CHECK(refusal("a.json", "{\"a\": 1") == "invalid-json 1:8");
}

TEST_CASE("TOML is read in the order of the file", "[formats][document]") {
  const Document document = parse_document("a.toml", "title = \"\xc3\xa9\" # \xc3\xa9\n"
                                                     "z = [\"\xc3\xbc\", 8_192]\n"
                                                     "[b]\nwhen = 1979-05-27\nsteps = 0x10\n"
                                                     "[[a]]\ny.x = inf\n[[a]]\nok = true\n");
  CHECK(document.root.entries[1].key == "z");
  CHECK(document.root.entries[2].key == "b");
  CHECK(written(document, "z/0") == "\"\xc3\xbc\"");
  CHECK(at(document, "z/1").number == 8192);
  CHECK(written(document, "z/1") == "8_192");
  CHECK(shown(document, "b/when") == "text 1979-05-27");
  CHECK(at(document, "b/steps").number == 16);
  CHECK(shown(document, "a/0/y/x") == "text inf");
  CHECK(shown(document, "a/1/ok") == "true");
  CHECK(written(document, at(document, "b").entries[1].key_place) == "steps");
}

TEST_CASE("What is no TOML is told where it goes wrong", "[formats][document]") {
  CHECK(refusal("a.toml", "a = 1\na = 2\n") == "invalid-toml 2:5");
  CHECK(refusal("a.toml", "\n\nb = \n") == "invalid-toml 3:5");
  CHECK(refusal("a.toml", "a = 1\n\xc3\xa9 = 1\n") == "invalid-toml 2:1");
  CHECK(refusal("a.toml", "a = 19x'\xef\xbb\xbe") == "invalid-toml 1:8");
  CHECK(refusal("a.toml", "a = \"\"\"b\"\"\"\"\xc3\xa9\"") == "invalid-toml 1:13");
  CHECK(refusal("a.toml", "a = \"\"\"\xc3\xa9\"\"\"\"\"\n\"\xc3\xa9\".'\xc3\xa9' = 1").empty());
  CHECK(refusal("a.toml", "a = 1\nb = 1979-05-27T@07:\nc = 1\n") == "invalid-toml 2:1");
  CHECK(refusal("a.toml", "\xef\xbb\xbf"
                          "b = [\"\xc3\xa9\", x]\n")
            .starts_with("invalid-toml 1:"));
}

TEST_CASE("A file that holds nothing is refused", "[formats][document]") {
  for (const char* const name : {"a.json", "a.yaml", "a.toml", "a.sh", "-"}) {
    CHECK(refusal(name, "") == "empty-config 1:1");
    CHECK(refusal(name, "\xef\xbb\xbf \r\n\t\n") == "empty-config 1:1");
  }
  CHECK(refusal("a.yaml", "# only words\n") == "empty-config 1:1");
  CHECK(refusal("a.json", "{}") == "empty-config 1:1");
  CHECK(refusal("a.toml", "# only words\n") == "empty-config 1:1");
  CHECK(refusal("a.sh", "echo --hi\n") == "empty-config 1:1");
}

TEST_CASE("A file that is no text is refused", "[formats][document]") {
  CHECK(refusal("a.yaml", std::string("a: 1\nb\0: 2", 10)) == "binary-config 2:2");
  CHECK(refusal("a.json", "{\"a\": \"\xff\"}") == "binary-config 1:8");
  CHECK(refusal("a.json", "{\"a\": \"\xc0\x80\"}") == "binary-config 1:8");
  CHECK(refusal("a.json", "{\"a\": \"\xed\xa0\x80\"}") == "binary-config 1:8");
  CHECK(refusal("a.json", "{\"a\": \"\xf4\x90\x80\x80\"}") == "binary-config 1:8");
  CHECK(refusal("a.toml", "a = \"\xe2\x82") == "binary-config 1:6");
  CHECK(refusal("a.json", "{\"a\": \"\xf0\x9f\x92\xa1\"}").empty());
}

TEST_CASE("A file without keys at the top is refused", "[formats][document]") {
  CHECK(refusal("a.json", "[1]") == "wrong-type 1:1");
  CHECK(refusal("a.json", " 12") == "wrong-type 1:2");
  CHECK(refusal("a.yaml", "\n- 1\n") == "wrong-type 2:1");
  CHECK(refusal("a.yaml", "hello\n") == "wrong-type 1:1");
}

TEST_CASE("Nesting has an end", "[formats][document]") {
  const auto json = [](std::size_t levels) {
    return repeated("{\"a\":", levels) + "1" + repeated("}", levels);
  };
  CHECK(refusal("a.json", json(100)).empty());
  CHECK(refusal("a.json", json(101)).starts_with("nested-too-deep 1:"));
  CHECK(refusal("a.yaml", json(100)).empty());
  CHECK(refusal("a.yaml", json(101)).starts_with("nested-too-deep 1:"));
  CHECK(refusal("a.toml", "a = " + repeated("[", 101) + repeated("]", 101))
            .starts_with("nested-too-deep 1:"));
  CHECK(refusal("a.toml", "a" + repeated(".a", 100'000) + " = 1").starts_with("nested-too-deep"));
  CHECK(refusal("a.toml", "a = \"" + repeated(".", 200) + "\" # " + repeated("[", 200)).empty());
  CHECK(refusal("a.sh", "x a" + repeated(".a", 101) + "=1").starts_with("nested-too-deep"));
}

TEST_CASE("There is an end to the number of values", "[formats][document]") {
  const std::string list = "[" + repeated("1,", 200'000) + "1]";
  CHECK(refusal("a.json", "{\"a\":" + list + "}").starts_with("too-many-values 1:"));
  CHECK(refusal("a.yaml", "a: " + list).starts_with("too-many-values 1:"));
  CHECK(refusal("a.toml", "a = " + list).starts_with("too-many-values 1:"));
}

TEST_CASE("A diagnostic shows a window of a long line", "[formats][document]") {
  const Document document =
      parse_document("a.json", "{\"a\": \"" + repeated("x", 5000) + "\", \"b\": 1}");
  const Diagnostic shown_fault =
      diagnostic_at(document, at(document, "b").place, "code", "message", "cure");
  CHECK(shown_fault.file == "a.json");
  CHECK(shown_fault.position.column == 5016);
  CHECK(shown_fault.width == 1);
  CHECK(shown_fault.line.size() <= 800);
  CHECK(shown_fault.line.at(shown_fault.position.column - 1 - shown_fault.line_begin) == '1');
}
