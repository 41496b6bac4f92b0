// SPDX-License-Identifier: Apache-2.0
#include "plume/report/render.hpp"

#include "report/writers.hpp"

namespace plume {

std::string render(const Report& report, const RenderOptions& options) {
  switch (options.format) {
    case Format::json:
      return render_json(report);
    case Format::csv:
      return render_csv(report);
    case Format::markdown:
      return render_markdown(report);
    case Format::text:
      break;
  }
  return render_text(report, options);
}

}  // namespace plume
