// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/energy_log.hpp"

#include <span>
#include <string>
#include <string_view>

namespace plume {

/// The log that `plume measure` writes, `plume-log/1`: CSV in UTF-8, whose lines that begin with
/// `#` say what is no reading. Docs: docs/reference/log-formats.md. What is written reads back the
/// same through `read_logs`: numbers exactly, times to the millisecond.
inline constexpr std::string_view own_log_version = "plume-log/1";

/// The lines before the first reading: version, one `# device` line of each device (its host, its
/// model's name, the time between changes of its sensor), and the columns' names. Meters of one
/// device must agree in these.
std::string log_header(std::span<const Meter> meters);

/// One reading as a line: time_s,device,scope,sensor,kind,value,unit,range,span_s. The value is
/// empty where it is not a number, the range where it is 0, and the span but for energies.
std::string log_row(const Meter& meter, const Reading& reading);

/// What a training did in a stretch of time, as a line: `# mark,<kind>,<begin>,<end>,<steps>`, and
/// `,<joules>` where they are known.
std::string log_mark(const StepMark& mark);

/// A remark as a line: `# note <text>`; line breaks become blanks.
std::string log_note(std::string_view text);

}  // namespace plume
