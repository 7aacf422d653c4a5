#include <stoltenberg/stoltenberg.hpp>

#include "base/utf8.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

void lines(std::string_view input) {
    const Exact copy(input);
    try {
        const Article a = article_from_json(copy.view());
        require(!a.published || a.published->day.ok(), "a day of the calendar or none");
        require(base::is_valid_utf8(a.text) && base::is_valid_utf8(a.id), "JSON strings are UTF-8");
    } catch (const JsonError& e) {
        const std::string line = error_json(copy.view(), 7, e.what());
        require(base::is_valid_utf8(line) && line.find('\n') == std::string::npos, "an error is one line of UTF-8");
    }
    try {
        const std::string json = to_json(timeline_from_json(copy.view()));
        require(to_json(timeline_from_json(json)) == json, "a timeline written is a timeline read");
    } catch (const JsonError&) {
        // nothing a timeline could be read from
    }
    if (const auto civil = CivilTime::parse(copy.view())) {
        require(civil->day.ok() && CivilTime::parse(civil->to_string()) == civil, "a civil time written is a civil time read");
    }
    require(base::is_valid_utf8(to_utf8(copy.view(), "windows-1252")), "a decoded text is UTF-8");
    require(to_utf8(copy.view(), "no such encoding") == copy.view(), "an unknown encoding changes nothing");
    (void)to_utf8(copy.view());
}

} // namespace fuzz
