// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/document_reading.hpp"

using namespace plume;
using namespace plume::document_test;

namespace {

Document read(std::string text) {
  return parse_document("a.yaml", std::move(text));
}

/// Of a single value.
std::string scalar(const std::string& value) {
  return shown(read("a: " + value + "\n"), "a");
}

}  // namespace

TEST_CASE("Plain words of YAML are numbers and truth values where they look so",
          "[formats][yaml]") {
  CHECK(at(read("a: 1_000\n"), "a").number == 1000);
  CHECK(at(read("a: 1e-4\n"), "a").number == 1e-4);
  CHECK(at(read("a: 0x10\n"), "a").number == 16);
  CHECK(at(read("a: -.5\n"), "a").number == -0.5);
  CHECK(at(read("a: +5.\n"), "a").number == 5);
  CHECK(at(read("a: !!int 7\n"), "a").number == 7);
  for (const char* const word : {"true", "Yes", "ON"}) {
    CHECK(scalar(word) == "true");
  }
  for (const char* const word : {"FALSE", "no", "off"}) {
    CHECK(scalar(word) == "false");
  }
  for (const char* const word : {"", "~", "null"}) {
    CHECK(scalar(word) == "null");
  }
}

TEST_CASE("Other words of YAML are text", "[formats][yaml]") {
  for (const char* const word : {"1_", "_1", "1__0", "1e400", ".inf", ".nan", "0x", "1.2.3", "12ba",
                                 "1:30", "None", "nO", "-x", "e5"}) {
    CHECK(scalar(word) == std::string("text ") + word);
  }
  CHECK(scalar("\"8\"") == "text 8");
  CHECK(scalar("'true'") == "text true");
  CHECK(scalar("!!str 5") == "text 5");
  CHECK(scalar("\"~\"") == "text ~");
}

TEST_CASE("Values of YAML know their place", "[formats][yaml]") {
  const Document document =
      read("\xef\xbb\xbf# \xc3\xa9\r\n\xc3\xbc: {k: 'it''s', l: [\"a\\\"b\", c d]}\r\n"
           "t: !!python/tuple &x\r\n- 1\r\nb: |\r\n  text\r\nlast: 8 # c\r\n");
  CHECK(written(document, document.root.entries[0].key_place) == "\xc3\xbc");
  CHECK(written(document, "\xc3\xbc/k") == "'it''s'");
  CHECK(shown(document, "\xc3\xbc/k") == "text it's");
  CHECK(written(document, "\xc3\xbc/l/0") == "\"a\\\"b\"");
  CHECK(written(document, "\xc3\xbc/l/1") == "c d");
  CHECK(written(document, "t/0") == "1");
  CHECK(written(document, "t") == "-");
  CHECK(written(document, "b") == "|");
  CHECK(written(document, "last") == "8");
}

TEST_CASE("Tags of Python are read over", "[formats][yaml]") {
  const Document document = read("a: !!python/tuple [1, 2]\n"
                                 "b: !!python/object:argparse.Namespace\n  lr: 1\n"
                                 "c: !!python/object/apply:os.system ['ls']\n"
                                 "d: !!python/name:torch.nn.ReLU\n");
  CHECK(shown(document, "a") == "list 2");
  CHECK(shown(document, "b/lr") == "number 1");
  CHECK(shown(document, "c/0") == "text ls");
  CHECK(shown(document, "d") == "text ");
}

TEST_CASE("Anchors, aliases and merges are followed", "[formats][yaml]") {
  const Document document = read("base: &b {w: 1, h: 2}\nother: &o {h: 3, d: 4}\n"
                                 "one:\n  <<: *b\n  w: 7\n"
                                 "two:\n  <<: [*b, *o]\nsame: *b\nquoted: {\"<<\": 1}\n");
  CHECK(shown(document, "one/w") == "number 7");
  CHECK(shown(document, "one/h") == "number 2");
  CHECK(written(document, "one/h") == "2");
  CHECK(at(document, "one/h").place.offset == at(document, "base/h").place.offset);
  CHECK(shown(document, "two/h") == "number 2");
  CHECK(shown(document, "two/d") == "number 4");
  CHECK(shown(document, "two") == "map 3");
  CHECK(written(document, "same") == "*");
  CHECK(shown(document, "quoted/<<") == "number 1");
}

TEST_CASE("What is no single YAML document is told where it goes wrong", "[formats][yaml]") {
  CHECK(refusal("a.yaml", "a: 1\n---\nb: 2\n") == "wrong-type 2:1");
  CHECK(refusal("a.yaml", "---\na: 1\n...\n").empty());
  CHECK(refusal("a.yaml", "a: *nope\n") == "invalid-yaml 1:4");
  CHECK(refusal("a.yaml", "a: &x [*x]\n") == "invalid-yaml 1:8");
  CHECK(refusal("a.yaml", "a: [1, 2\n").starts_with("invalid-yaml"));
  CHECK(refusal("a.yaml", "a: \"x\n") == "invalid-yaml 1:4");
  CHECK(refusal("a.yaml", "a: {{ size }}\n") == "wrong-type 1:5");
  CHECK(refusal("a.yaml", "a: b: c\n").starts_with("invalid-yaml 1:"));
}

TEST_CASE("A tab in the indentation is called by its name", "[formats][yaml]") {
  try {
    read("a:\n\tb: 1\n");
    FAIL("read");
  } catch (const Failure& failure) {
    CHECK_THAT(failure.what(), ContainsSubstring("tab"));
    CHECK(failure.diagnostics().front().position.line == 2);
  }
}

TEST_CASE("Aliases that multiply one another do not fill the memory", "[formats][yaml]") {
  std::string text = "a0: &a0 [1,1,1,1,1,1,1,1]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    text += "," + before + "," + before + "," + before + "]\n";
  }
  CHECK(refusal("a.yaml", text).starts_with("too-many-values"));
  const std::string large = "a: &a " + std::string(100'000, 'x') + "\nb: [";
  std::string aliases;
  for (int i = 0; i < 1000; ++i) {
    aliases += "*a, ";
  }
  CHECK(refusal("a.yaml", large + aliases + "*a]\n").starts_with("too-many-values"));
}

TEST_CASE("References are filled in", "[formats][yaml]") {
  const Document document =
      read("model:\n  w: 64\n  l: [8, 9]\n  n: ${seq}\n  m: ${.w}\n"
           "variables: {seq: 2048, deep: {er: 5}}\n"
           "a: ${model.w}\nb: x${model.w}y${variables.seq}\nc: ${model.l[1]}\nd: ${model}\n"
           "e:\n  f: {g: \"${...a}\", h: \"${..k}\"}\n  k: 3\n"
           "i: ${model.m}\nj: ${deep.er}\nk: ${model.l.0}\n");
  CHECK(at(document, "a").number == 64);
  CHECK(written(document, "a") == "${model.w}");
  CHECK(shown(document, "b") == "text x64y2048");
  CHECK(shown(document, "c") == "number 9");
  CHECK(shown(document, "d/n") == "number 2048");
  CHECK(written(document, "d") == "${model}");
  CHECK(shown(document, "model/m") == "number 64");
  CHECK(shown(document, "e/f/g") == "number 64");
  CHECK(shown(document, "e/f/h") == "number 3");
  CHECK(shown(document, "i") == "number 64");
  CHECK(shown(document, "j") == "number 5");
  CHECK(shown(document, "k") == "number 8");
}

TEST_CASE("Of the environment only the default is known", "[formats][yaml]") {
  CHECK(scalar("${oc.env:NODES,4}") == "number 4");
  CHECK(scalar("${oc.env:NODES, many}") == "text many");
  CHECK(scalar("${oc.env:NODES}") == "text ${oc.env:NODES}");
  CHECK(scalar("x${oc.env:NODES,4}") == "text x4");
  CHECK(shown(read("a: ${oc.env:X,${b}}\nb: 3\n"), "a") == "number 3");
}

TEST_CASE("References that nothing resolves stay as they are written", "[formats][yaml]") {
  for (const char* const text :
       {"${nothing}", "${multiply:${b},2}", "${eval:'1+1'}", "${}", "${", "x${nothing}", "${a}",
        "${.a}", "${....b}", "\\${b}", "${b[7]}", "${b.c}"}) {
    CHECK(shown(read(std::string("b: [1]\na: ") + text + "\n"), "a") ==
          std::string("text ") + text);
  }
  const Document ring = read("a: ${b}\nb: ${c}\nc: ${a}\nd: x${d}\n");
  CHECK(at(ring, "a").kind == DocumentNode::Kind::text);
  CHECK(shown(ring, "d") == "text x${d}");
}

TEST_CASE("References that multiply or lead on and on are refused", "[formats][yaml]") {
  std::string doubled = "a0: xxxxxxxx\n";
  std::string chain;
  for (int i = 1; i < 60; ++i) {
    const std::string before = "${a" + std::to_string(i - 1) + "}";
    doubled += "a" + std::to_string(i) + ": " + before + before + "\n";
  }
  for (int i = 0; i < 1000; ++i) {
    chain += "a" + std::to_string(i) + ": ${a" + std::to_string(i + 1) + "}\n";
  }
  CHECK(refusal("a.yaml", doubled).starts_with("too-many-values"));
  CHECK(refusal("a.yaml", chain).starts_with("nested-too-deep"));
}
