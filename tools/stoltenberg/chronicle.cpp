#include <ostream>

#include "common.hpp"

namespace tool {

using namespace stoltenberg;

void write_chronicle(const Timeline& timeline, const TimelineOptions& options, std::ostream& out) {
    const Timeline::Result result = timeline.entries(options);
    const auto write = [&](const Entry& e, const std::string& when) {
        out << when << "  [" << e.type << ", " << to_string(e.modality) << "]\n    " << e.summary << '\n';
        for (const Observation& o : e.observations) out << "      - " << o.source.article << '\n';
    };
    for (const Entry& e : result.events) write(e, e.edtf);
    if (!result.undated.empty()) out << "\n?\n";
    for (const Entry& e : result.undated) write(e, e.weekday.empty() ? "?" : e.weekday);
}

} // namespace tool
