// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/record.hpp"
#include "plume/batch/summary.hpp"
#include "plume/report/render.hpp"

#include <string>
#include <string_view>

namespace plume {

/// The columns of a record, as a line of CSV.
std::string record_header(bool several_files, bool with_line);

/// Adds a record to a text: its compact form on a line of JSON or of CSV, or its whole report as
/// JSON. A bad record has `error` in the place of figures. `with_line` says where it stood.
void write_record_json(std::string& out, const RecordResult& result, bool with_line);
void write_record_csv(std::string& out, const RecordResult& result, bool with_line);
void write_record_report(std::string& out, const RecordResult& result, bool with_line);

/// The summary of a batch as JSON (`plume.summary/1`, docs/reference/batch.md) or as a table in
/// CSV. `group_by` is empty where there are no groups.
std::string render_summary(const Summary& summary, std::string_view group_by, Format format);

}  // namespace plume
