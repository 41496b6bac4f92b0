// SPDX-License-Identifier: Apache-2.0
#include "data/generate/check.hpp"
#include "data/generate/read_data.hpp"
#include "data/generate/write_tables.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

namespace {

using namespace plume;

/// Leaves a file alone that already says this, so that nothing is compiled anew.
void write_if_changed(const std::string& path, const std::string& text) {
  if (!std::filesystem::exists(path) || read_file(path) != text) {
    write_file(path, text);
  }
}

void print(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    std::fputs((print_diagnostic(diagnostic, false) + '\n').c_str(), stderr);
  }
}

/// Reads and checks the data folder, then writes the tables (.cpp) and the constants (.hpp).
int generate_catalogue(const std::string& folder, const std::string& tables,
                       const std::string& constants) {
  generate::Faults faults;
  const generate::DataFolder data = generate::read_data(folder, faults);
  generate::check(data.draft, faults);
  if (!faults.none()) {
    print(faults.all());
    return 1;
  }
  write_if_changed(constants, generate::write_constants(data.draft));
  write_if_changed(tables, generate::write_tables(data.draft));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: plume_generate_catalogue DATA_DIR TABLES_CPP CONSTANTS_HPP\n", stderr);
    return 1;
  }
  try {
    return generate_catalogue(argv[1], argv[2], argv[3]);
  } catch (const Failure& failure) {
    print(failure.diagnostics());
  } catch (const std::exception& error) {
    std::fputs(("plume_generate_catalogue: " + std::string(error.what()) + '\n').c_str(), stderr);
  }
  return 1;
}
