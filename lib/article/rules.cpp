#include "article/rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace stoltenberg::article {
namespace {

constexpr std::array<std::pair<std::string_view, FurnitureKind>, 24> kinds{{
    {"navigation", FurnitureKind::navigation},
    {"breadcrumb", FurnitureKind::breadcrumb},
    {"counter", FurnitureKind::counter},
    {"related-link", FurnitureKind::related_link},
    {"share", FurnitureKind::share},
    {"credit", FurnitureKind::credit},
    {"caption", FurnitureKind::caption},
    {"cookie", FurnitureKind::cookie},
    {"subscription", FurnitureKind::subscription},
    {"advertising", FurnitureKind::advertising},
    {"comments", FurnitureKind::comments},
    {"newsletter", FurnitureKind::newsletter},
    {"feed", FurnitureKind::feed},
    {"disclaimer", FurnitureKind::disclaimer},
    {"translator", FurnitureKind::translator},
    {"social", FurnitureKind::social},
    {"foreign", FurnitureKind::foreign},
    {"repeated-title", FurnitureKind::repeated_title},
    {"header", FurnitureKind::header},
    {"publication", FurnitureKind::publication},
    {"byline", FurnitureKind::byline},
    {"legal", FurnitureKind::legal},
    {"tags", FurnitureKind::tags},
    {"other", FurnitureKind::other},
}};
constexpr std::array<std::pair<std::string_view, How>, 9> hows{{
    {"line", How::line},
    {"opening", How::opening},
    {"section", How::section},
    {"block", How::block},
    {"rest", How::rest},
    {"prefix", How::prefix},
    {"suffix", How::suffix},
    {"inside", How::inside},
    {"contains", How::contains},
}};
constexpr std::array<std::pair<std::string_view, Where>, 6> wheres{{
    {"", Where::any},
    {"any", Where::any},
    {"top", Where::top},
    {"body", Where::body},
    {"tail", Where::tail},
    {"edge", Where::edge},
}};
constexpr std::array<std::pair<std::string_view, StampKind>, 10> stamp_kinds{{
    {"publication", StampKind::publication},
    {"update", StampKind::update},
    {"relative", StampKind::relative},
    {"bare", StampKind::bare},
    {"header", StampKind::header},
    {"issue", StampKind::issue},
    {"dateline", StampKind::dateline},
    {"anchor", StampKind::anchor},
    {"lead", StampKind::lead},
    {"copyright", StampKind::copyright},
}};
constexpr std::array<std::pair<std::string_view, std::uint8_t>, 7> word_classes{{
    {"function", word_function},
    {"foreign", word_foreign},
    {"particle", word_particle},
    {"role", word_role},
    {"continuation", word_continuation},
    {"relative", word_relative},
    {"site", word_site},
}};

template <class Table>
auto look_up(const Table& table, std::string_view name, const data::Table& file, const data::Table::Row& row) {
    const auto it = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == name; });
    if (it == table.end()) file.fail(row, "unknown word '" + std::string(name) + "'");
    return it->second;
}

/// Named groups may stand once in an expression; a macro has none.
std::string without_names(std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern.substr(i, 4) == "(?P<") {
            out += "(?:";
            i = pattern.find('>', i) + 1;
        } else {
            out += pattern[i++];
        }
    }
    return out;
}

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

/// Collects the rows of one table of rules.
template <class Rule>
struct Collector {
    std::vector<Rule> rules;
    std::vector<match::RuleSet::Rule> patterns;

    void add(Rule rule, std::string_view pattern, const data::Table& table, const data::Table::Row& row,
             std::size_t most = static_cast<std::size_t>(-1)) {
        rules.push_back(std::move(rule));
        patterns.push_back({std::string(pattern), table.file(), row.line, most});
    }
    RuleTable<Rule> build(const match::Macros& macros, match::RuleSet::Check check) {
        return {std::move(rules), match::RuleSet(patterns, macros, check)};
    }
};

} // namespace

Rules::Rules(const data::Pack& pack, std::string_view language, match::Automata ready, match::Automata* made) {
    const std::string folder = "lang/" + std::string(language) + "/";
    const auto check = pack.is_builtin() ? match::RuleSet::Check::later : match::RuleSet::Check::now;
    match::Macros macros(std::move(ready), made);

    { // month and weekday words
        const data::Table table = pack.table(folder + "article-calendar.tsv");
        const std::size_t kind = table.column("kind");
        const std::size_t value = table.column("value");
        const std::size_t forms = table.column("forms");
        std::vector<std::string> months;
        std::vector<std::string> weekdays;
        for (const auto& row : table.rows()) {
            const auto n = number(row[value]);
            const bool month = row[kind] == "month";
            if ((!month && row[kind] != "weekday") || !n || *n < 1 || *n > (month ? 12 : 7)) table.fail(row, "no month or weekday");
            for (const std::string_view form : data::split(row[forms])) {
                std::string key = text::fold(form);
                (month ? months : weekdays).push_back(key);
                (month ? months_ : weekdays_).insert_or_assign(std::move(key), static_cast<unsigned>(*n));
            }
        }
        macros.set_words("MONTH", std::move(months));
        macros.set_words("WEEKDAY", std::move(weekdays));
    }
    { // word classes
        const data::Table table = pack.table(folder + "article-words.tsv");
        const std::size_t kind = table.column("kind");
        const std::size_t words = table.column("words");
        std::map<std::string, std::uint8_t> classes;
        for (const auto& row : table.rows()) {
            for (const std::string_view word : data::split(row[words])) {
                if (row[kind] == "letters") {
                    letters_.emplace_back(word);
                } else if (row[kind] == "agency") {
                    agencies_.push_back(text::fold(word));
                } else {
                    classes[text::fold(word)] |= look_up(word_classes, row[kind], table, row);
                }
            }
        }
        words_ = base::WordMap<std::uint8_t>({classes.begin(), classes.end()});
        std::sort(agencies_.begin(), agencies_.end());
        agencies_.erase(std::unique(agencies_.begin(), agencies_.end()), agencies_.end());
        macros.set_words("AGENCY", agencies_);
    }
    { // macros
        const data::Table table = pack.table(folder + "article-macros.tsv");
        const std::size_t name = table.column("name");
        const std::size_t pattern = table.column("pattern");
        for (const auto& row : table.rows()) {
            try {
                macros.set(std::string(row[name]), std::string(row[pattern]));
            } catch (const std::invalid_argument& e) {
                table.fail(row, e.what());
            }
        }
    }
    { // dates; every class is a macro for the rows below
        const data::Table table = pack.table(folder + "article-dates.tsv");
        const std::size_t cls = table.column("class");
        const std::size_t pattern = table.column("pattern");
        std::vector<match::RuleSet::Rule> rules;
        std::map<std::string, std::string> classes;
        for (const auto& row : table.rows()) {
            rules.push_back({std::string(row[pattern]), table.file(), row.line});
            std::string& all = classes[std::string(row[cls])];
            all += (all.empty() ? "(?:" : "|(?:") + without_names(row[pattern]) + ")";
        }
        dates_ = match::RuleSet(rules, macros, check);
        for (const auto& [name, all] : classes) macros.set(name, all, true);
    }
    { // stamps
        const data::Table table = pack.table(folder + "datelines.tsv");
        const std::size_t role = table.column("role");
        const std::size_t flags = table.column("flags");
        const std::size_t shift = table.column("shift");
        const std::size_t pattern = table.column("pattern");
        Collector<StampRule> stamps;
        Collector<StampRule> headers;
        Collector<StampRule> datelines;
        Collector<StampRule> anchors;
        Collector<StampRule> copyrights;
        for (const auto& row : table.rows()) {
            StampRule rule;
            rule.kind = look_up(stamp_kinds, row[role], table, row);
            rule.upper_place = data::has(row[flags], "upper-place");
            rule.acronym_agency = data::has(row[flags], "acronym-agency");
            rule.whole = data::has(row[flags], "whole");
            rule.past = data::has(row[flags], "past");
            if (!row[shift].empty()) {
                const auto days = number(row[shift]);
                if (!days) table.fail(row, "shift is no number");
                rule.shift = *days;
            }
            rule.why = table.where(row);
            Collector<StampRule>& to = rule.kind == StampKind::header                                     ? headers
                                       : rule.kind == StampKind::dateline || rule.kind == StampKind::lead ? datelines
                                       : rule.kind == StampKind::anchor                                   ? anchors
                                       : rule.kind == StampKind::copyright                                ? copyrights
                                                                                                          : stamps;
            to.add(std::move(rule), row[pattern], table, row);
        }
        stamp = stamps.build(macros, check);
        header = headers.build(macros, check);
        dateline = datelines.build(macros, check);
        anchor = anchors.build(macros, check);
        copyright = copyrights.build(macros, check);
    }
    { // furniture
        const data::Table table = pack.table(folder + "furniture.tsv");
        const std::size_t kind = table.column("kind");
        const std::size_t how = table.column("how");
        const std::size_t where = table.column("where");
        const std::size_t flags = table.column("flags");
        const std::size_t most = table.column("most");
        const std::size_t pattern = table.column("pattern");
        Collector<FurnitureRule> lines;
        Collector<FurnitureRule> openings;
        Collector<FurnitureRule> prefixes;
        Collector<FurnitureRule> finds;
        Collector<FurnitureRule> anywhere;
        for (const auto& row : table.rows()) {
            FurnitureRule rule;
            rule.kind = look_up(kinds, row[kind], table, row);
            rule.how = look_up(hows, row[how], table, row);
            rule.where = look_up(wheres, row[where], table, row);
            rule.upper = data::has(row[flags], "upper");
            rule.capital = data::has(row[flags], "capital");
            rule.named = data::has(row[flags], "name");
            rule.open = data::has(row[flags], "open");
            rule.listed = data::has(row[flags], "list");
            if (!row[most].empty()) {
                const auto bytes = number(row[most]);
                if (!bytes || *bytes < 1) table.fail(row, "most is no number of bytes");
                rule.most = static_cast<std::uint32_t>(*bytes);
            }
            rule.why = table.where(row);
            Collector<FurnitureRule>* to = nullptr;
            switch (rule.how) {
            case How::line:
            case How::section:
            case How::block:
            case How::rest: to = &lines; break;
            case How::opening: to = &openings; break;
            case How::prefix: to = &prefixes; break;
            case How::suffix:
            case How::inside: to = &finds; break;
            case How::contains: to = &anywhere; break;
            }
            const std::size_t longest = row[most].empty() ? static_cast<std::size_t>(-1) : rule.most;
            to->add(std::move(rule), row[pattern], table, row, longest);
        }
        line = lines.build(macros, check);
        opening = openings.build(macros, check);
        cut_prefix = prefixes.build(macros, check);
        cut_find = finds.build(macros, check);
        contains = anywhere.build(macros, check);
    }
    sieve = match::Sieve({&cut_find.set, &contains.set, &stamp.set, &anchor.set, &copyright.set},
                         {&dateline.set, &header.set, &line.set, &opening.set, &cut_prefix.set});
}

std::optional<Fields> Rules::parse_date(std::string_view folded, match::Window* window) const {
    for (const auto& match : dates_.match_full(folded, match::any_text, window)) {
        Fields fields;
        bool ok = true;
        const auto group = [&](std::string_view name) -> std::string_view {
            const auto range = match.group(name);
            return range ? folded.substr(range->begin, range->size()) : std::string_view{};
        };
        if (const auto word = group("weekday"); !word.empty()) {
            const auto it = weekdays_.find(word);
            if (it != weekdays_.end()) fields.weekday = it->second;
        }
        if (const auto year = group("year"); !year.empty()) {
            const auto n = number(year);
            ok = ok && n.has_value();
            // Two digits: the pages are of our time, the archives of the last century.
            if (n) fields.year = year.size() == 2 ? (*n < 50 ? 2000 + *n : 1900 + *n) : *n;
        }
        if (const auto day = group("day"); !day.empty()) {
            const auto n = number(day);
            ok = ok && n && *n >= 1 && *n <= 31;
            if (ok) fields.day = static_cast<unsigned>(*n);
        }
        if (const auto month = group("month"); !month.empty()) {
            if (const auto it = months_.find(month); it != months_.end()) {
                fields.month = it->second;
            } else if (const auto n = number(month); n && *n >= 1 && *n <= 31) {
                fields.month = static_cast<unsigned>(*n);
            } else {
                ok = false;
            }
        }
        if (!ok) continue;
        if (fields.month && *fields.month > 12) { // month first, as in English
            if (!fields.day || *fields.day > 12) continue;
            std::swap(fields.day, fields.month);
        }
        if (fields.is_day()) {
            const std::chrono::year_month_day day{std::chrono::year(fields.year.value_or(2000)), std::chrono::month(*fields.month),
                                                  std::chrono::day(*fields.day)};
            if (!day.ok()) continue;
        }
        return fields;
    }
    return std::nullopt;
}

std::uint8_t Rules::word_class(std::string_view folded, std::uint32_t hash) const noexcept {
    const std::uint8_t* found = words_.find(folded, hash);
    return found == nullptr ? std::uint8_t{0} : *found;
}

bool Rules::is_agency(std::string_view folded) const noexcept {
    return std::binary_search(agencies_.begin(), agencies_.end(), folded, std::less<>{});
}

bool Rules::foreign_letter(std::string_view source) const noexcept {
    return std::any_of(letters_.begin(), letters_.end(), [&](const std::string& letter) { return source.find(letter) != std::string_view::npos; });
}

} // namespace stoltenberg::article
