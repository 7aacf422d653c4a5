#include "check_document.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

// The first byte chooses the options; the rest is the text.
void annotate(std::string_view input) {
    static const Analyzer by_tense;
    static const Analyzer back(ResourcesBuilder().build(), {Prefer::past});
    const unsigned how = choice(input);
    Article a;
    a.id = std::string(input.substr(0, how % 8));
    a.text = std::string(input);
    a.text.shrink_to_fit();
    a.plain = (how & 8U) != 0;
    if ((how & 16U) != 0) a.published = CivilTime::parse("2022-02-10T18:30");
    if ((how & 32U) != 0) a.title = std::string(input.substr(0, 40));
    const Analyzer& analyzer = (how & 64U) != 0 ? back : by_tense;
    const Document d = analyzer.analyze(a);
    check_document(d);
    require(d.article.text == input, "the text is kept as it came");
    for (const OffsetUnit unit : {OffsetUnit::utf8, OffsetUnit::utf16, OffsetUnit::code_point}) {
        const std::string json = to_json(d, unit);
        require(base::is_valid_utf8(json) && json.find('\n') == std::string::npos, "JSON is one line of UTF-8");
    }
    if ((how & 128U) == 0) return;
    require(to_json(analyzer.analyze(a)) == to_json(d), "the same article gives the same bytes");
    for (const std::string& face : {to_html(d), to_timeml(d), to_webannotation(d)}) require(base::is_valid_utf8(face), "faces are UTF-8");
    Timeline timeline;
    timeline.add(d, "path");
    timeline.add(d, "path");
    require(timeline.articles().size() == 1, "an article counts once");
    const std::string json = to_json(timeline);
    require(to_json(timeline_from_json(json)) == json, "a timeline written is a timeline read");
    for (const std::string& face : {to_html(timeline), to_text(timeline), to_timelinejs(timeline), to_ical(timeline), to_csv(timeline)}) {
        require(base::is_valid_utf8(face), "faces are UTF-8");
    }
}

} // namespace fuzz
