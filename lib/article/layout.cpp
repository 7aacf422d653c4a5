// Furniture, title, dateline: which units of the page are the article.
//
// Order: cuts inside lines, rows that hold anywhere, lists under headings, the stretch of prose, the title, rows that
// hold at the edges, and last the general signals. A unit that reads as prose is body unless a row says otherwise.
#include <algorithm>
#include <memory>
#include <string>

#include "article/layout.hpp"
#include "article/page.hpp"

namespace stoltenberg::article {
namespace {

constexpr std::uint32_t long_paragraph = 200; ///< bytes; a mark inside one takes its own part only
constexpr std::uint32_t rule_bytes = 400;     ///< longer units match no row of line shapes
constexpr std::size_t own_stamp_within = 40;  ///< units behind a heading where the article's own date may stand

class Page {
public:
    Page(const text::Text& text, const Rules& rules, Layout& out) : text_(text), rules_(rules), out_(out), units_(measure(text, rules)) {}

    void plain() {
        if (units_.size() < 2) return;
        const Unit& unit = units_.front();
        if (!unit.prose && !unit.sentence && unit.words >= 2 && unit.text.size() <= 180 && units_[1].blank_before) out_.title = unit.range;
    }

    void read() {
        if (units_.empty()) return;
        header();
        for (Unit& unit : units_) find_cuts(text_, rules_, unit, windows_);
        bounds();
        for (std::size_t i = 0; i < units_.size(); ++i) label(i, true);
        bounds();
        sections();
        bounds();
        for (Unit& unit : units_) {
            // Inside the body a line may be dated, a paragraph never is.
            if (may_be_dated(unit) && (!unit.prose || static_cast<std::size_t>(&unit - units_.data()) <= head_))
                find_stamps(text_, rules_, unit, windows_);
        }
        bounds();
        title();
        edges();
        dateline();
        signals();
        stamps();
        finish();
    }

private:
    using Matches = std::vector<match::RuleSet::Match>;
    /// What the tables of short lines say of a unit, once they have been asked.
    struct Known {
        std::optional<Matches> lines, fitting_lines, openings, holds;
    };

    /// "date 2022-11 " and its like, which a corpus put before the first word.
    void header() {
        Unit& unit = units_.front();
        const std::string_view s = text_.folded_at({unit.range.begin, std::min(unit.range.end, unit.range.begin + 60)});
        for (const auto& match : rules_.header.set.match_prefix(s, unit.head_held, &windows_.lines)) {
            const auto date = match.group("date");
            const auto fields = date ? rules_.parse_date(s.substr(date->begin, date->size()), &windows_.dates) : std::nullopt;
            if (!fields || !fields->year) continue;
            // From the first byte, so that no blank is left of it.
            const Range range{0, unit.range.begin + match.range.end};
            out_.header = range;
            Stamp stamp;
            stamp.range = trim(text_, range);
            stamp.role = Stamp::Role::header;
            set_fields(stamp, *fields);
            stamp.why = rules_.header.rules[match.rule].why;
            header_ = stamp;
            unit.cuts.push_back({range, FurnitureKind::header, stamp.why});
            unit.text = trim(text_, {range.end, unit.range.end});
            if (unit.text.empty()) {
                unit.kind = FurnitureKind::header;
                unit.why = stamp.why;
            }
            return;
        }
    }

    static void set_fields(Stamp& stamp, const Fields& fields) {
        stamp.year = fields.year;
        stamp.month = fields.month;
        stamp.day = fields.day;
        stamp.weekday = fields.weekday;
    }

    /// Lines that rows know as links, captions and comments carry the dates of others.
    static bool may_be_dated(const Unit& unit) {
        if (unit.text.empty() || unit.section != 0) return false;
        if (!unit.kind) return true;
        switch (*unit.kind) {
        case FurnitureKind::navigation:
        case FurnitureKind::breadcrumb:
        case FurnitureKind::byline:
        case FurnitureKind::header:
        case FurnitureKind::counter:
        case FurnitureKind::share:
        case FurnitureKind::tags: return true;
        default: return false;
        }
    }

    /// Rows that hold before the body or behind it, from the outside in: a notice that reads as prose moves the edge.
    void edges() {
        const auto body = [&](std::size_t i) { return units_[i].body_prose() && !units_[i].stamped; };
        for (std::size_t i = units_.size(); i-- > 0 && i > head_;) {
            label(i, false);
            if (!units_[i].kind || i != last_) continue;
            while (last_ > head_ && !body(last_)) --last_; // head_ is body: it is not passed
        }
        bounds();
        for (std::size_t i = 0; i < units_.size(); ++i) {
            label(i, false);
            if (!units_[i].kind || i != first_) continue;
            if (head_ == units_.size()) {
                bounds();
                continue;
            }
            first_ = head_;
            do ++head_;
            while (head_ < units_.size() && !body(head_));
        }
        bounds();
    }

    /// Does the row hold at this place? Headings are judged by what stands before them, lines by the stretch of prose.
    bool fits(const FurnitureRule& rule, const match::RuleSet::Match& match, std::size_t i, bool anywhere) const {
        const bool heading = rule.how == How::section || rule.how == How::block || rule.how == How::rest;
        if ((heading || rule.where == Where::any) != anywhere) return false;
        if (heading && (rule.where == Where::body || rule.where == Where::tail) && prose_before(i) < (rule.where == Where::tail ? 2 : 1))
            return false;
        if (!heading) {
            switch (rule.where) {
            case Where::any: break;
            case Where::top:
                if (i >= first_) return false;
                break;
            case Where::body:
                if (i <= first_) return false;
                break;
            case Where::tail:
                if (i < last_ || i <= first_) return false;
                break;
            case Where::edge:
                if (i > head_ && i < last_) return false;
                break;
            }
        }
        return shape_fits(text_, rules_, rule, units_[i], match);
    }

    /// Units of prose before unit i, as of the last look at the page.
    std::size_t prose_before(std::size_t i) const { return prose_[i]; }

    /// Rows on whole lines. `anywhere`: those that hold wherever the line stands.
    void label(std::size_t i, bool anywhere) {
        Unit& unit = units_[i];
        if (unit.kind || unit.text.empty() || unit.text.size() > rule_bytes || i == title_) return;
        if (unit.stamped) return;
        if (!anywhere && unit.prose && i > head_ && i < last_) return; // the middle of the body
        const Matches& lines = fitting_lines_of(i);
        for (const bool heading : {true, false}) { // a heading says more than its line
            for (const auto& match : lines) {
                const FurnitureRule& rule = rules_.line.rules[match.rule];
                if ((rule.how != How::line) != heading || !fits(rule, match, i, anywhere)) continue;
                if (rule.listed && !has_neighbour(i, match.rule)) continue;
                if (heading && heading_of_body(i)) continue;
                set(unit, rule);
                return;
            }
        }
        for (const auto& match : openings_of(i)) {
            const FurnitureRule& rule = rules_.opening.rules[match.rule];
            if (!fits(rule, match, i, anywhere)) continue;
            if (rule.where == Where::any && unit.text.size() > 300) continue;
            set(unit, rule);
            return;
        }
        for (const auto& match : holds_of(i)) {
            const FurnitureRule& rule = rules_.contains.rules[match.rule];
            if (!fits(rule, match, i, anywhere)) continue;
            if (unit.text.size() < long_paragraph) {
                set(unit, rule);
                return;
            }
            unit.cuts.push_back({{unit.text.begin + match.range.begin, unit.text.begin + match.range.end}, rule.kind, rule.why});
        }
    }

    void set(Unit& unit, const FurnitureRule& rule) {
        unit.kind = rule.kind;
        unit.why = rule.why;
        rule_of_.resize(units_.size(), nullptr);
        rule_of_[static_cast<std::size_t>(&unit - units_.data())] = &rule;
    }

    bool has_neighbour(std::size_t i, std::size_t wanted) const {
        const auto same = [&](std::size_t j) {
            if (j >= units_.size() || units_[j].text.size() > rule_bytes) return false;
            for (const auto& match : lines_of(j)) {
                if (match.rule == wanted) return true;
            }
            return false;
        };
        return (i > 0 && same(i - 1)) || same(i + 1);
    }

    /// A heading inside an article may read like one of a list: then prose stands right below it.
    bool heading_of_body(std::size_t i) const {
        return i + 1 < units_.size() && units_[i + 1].prose && !units_[i + 1].blank_before && units_[i + 1].text.size() > 120;
    }

    void under(std::size_t i, std::size_t heading) {
        units_[i].section = heading + 1;
        if (units_[i].kind) return;
        units_[i].kind = units_[heading].kind;
        units_[i].why = units_[heading].why;
    }

    /// Prose that ends a list of links: a full sentence of some length, or a paragraph.
    static bool returns(const Unit& unit) {
        return unit.prose && (unit.text.size() >= 180 || (unit.sentence && !unit.asks && unit.words >= 9 && unit.function >= 3));
    }

    void sections() {
        rule_of_.resize(units_.size(), nullptr);
        // From each unit on, the next that ends a list: looked up, so that a page of headings is not read to its end from each of them.
        std::vector<std::size_t> next_return(units_.size() + 1, units_.size()), next_gap(units_.size() + 1, units_.size());
        for (std::size_t i = units_.size(); i-- > 0;) {
            next_return[i] = returns(units_[i]) ? i : next_return[i + 1];
            next_gap[i] = units_[i].blank_before ? i : next_gap[i + 1];
        }
        bool title_above = false;
        for (std::size_t h = 0; h < units_.size(); ++h) {
            title_above = title_above || like_title(units_[h]);
            const FurnitureRule* rule = rule_of_[h];
            if (rule == nullptr || units_[h].section != 0) continue;
            if (rule->how == How::section) {
                const bool top = prose_before(h) == 0 && !title_above;
                std::size_t end = h + 1;
                for (; end < units_.size() && end - h <= own_stamp_within; ++end) {
                    const Unit& unit = units_[end];
                    if (returns(unit)) break;
                    if (own_stamp(h, end)) break;
                    if (top && end > h + 1 && unit.blank_before) break;
                    if (top && end == h + 1 && unit.blank_before && !rows_of_list(end)) break;
                }
                if (end - h > own_stamp_within) end = top ? std::min(next_return[end], next_gap[end]) : next_return[end];
                // A list without gaps, a gap, one line, prose: the line is the heading of the prose.
                if (end < units_.size() && end > h + 2 && units_[end - 1].blank_before && !units_[end - 2].blank_before) --end;
                // At the top the title must be left over behind the list.
                if (top && (end == units_.size() || units_[end].prose || units_[end].kind || units_[end].words < 4)) end = h + 1;
                for (std::size_t i = h + 1; i < end; ++i) under(i, h);
            } else if (rule->how == How::block) {
                block(h);
            } else if (rule->how == How::rest) {
                rest(h);
            }
        }
    }

    /// Between title and text, behind a list: a publication line that closes no item of the list.
    bool own_stamp(std::size_t h, std::size_t i) const {
        if (i - h > own_stamp_within || !units_[i].blank_before || i + 1 >= units_.size() || !units_[i + 1].prose || prose_before(h) > 0)
            return false;
        const auto stamped = [&](std::size_t j) {
            Unit copy = units_[j];
            find_stamps(text_, rules_, copy, windows_);
            return copy.stamped;
        };
        if (!stamped(i)) return false;
        for (std::size_t j = h + 1; j < i; ++j) {
            if (stamped(j)) return false;
        }
        return true;
    }

    static bool like_title(const Unit& u) { return !u.kind && u.words >= 5 && u.function >= 1 && u.separators == 0; }

    /// At the top a list under a heading must look like one.
    bool rows_of_list(std::size_t i) const { return i + 1 < units_.size() && !units_[i + 1].blank_before && !units_[i + 1].prose; }

    void block(std::size_t h) {
        for (std::size_t i = h + 1; i < units_.size() && (i == h + 1 || !units_[i].blank_before); ++i) {
            under(i, h);
        }
    }

    /// Comments to the end of the page, if comments they are.
    void rest(std::size_t h) {
        bool evidence = false;
        std::size_t prose = 0;
        for (std::size_t i = h + 1; i < units_.size() && i < h + 8; ++i) {
            for (const auto& match : lines_of(i)) {
                const FurnitureRule& rule = rules_.line.rules[match.rule];
                evidence = evidence || (rule.kind == FurnitureKind::comments && !(rule.open && units_[i].sentence));
            }
            prose += units_[i].prose;
        }
        if (prose > 0 && !evidence) return;
        if (prose_before(h) == 0) return;
        for (std::size_t i = h + 1; i < units_.size(); ++i) under(i, h);
    }

    std::string_view short_text(std::size_t i) const {
        return units_[i].text.size() <= rule_bytes ? text_.folded_at(units_[i].text) : std::string_view{};
    }

    // Rows are asked for a unit more than once, and its text stays as it is once the cuts are made: each table is searched once.
    const Matches& lines_of(std::size_t i) const {
        return looked_up(i, &Known::lines, [&] { return rules_.line.set.match_full(short_text(i), units_[i].all_held, &windows_.lines); });
    }
    /// Without rows that are not for lines of this length: what shape_fits refuses anyway.
    const Matches& fitting_lines_of(std::size_t i) const {
        return looked_up(i, &Known::fitting_lines,
                         [&] { return rules_.line.set.match_full_within(short_text(i), units_[i].all_held, &windows_.lines); });
    }
    const Matches& openings_of(std::size_t i) const {
        return looked_up(i, &Known::openings, [&] { return rules_.opening.set.match_prefix(short_text(i), units_[i].all_held, &windows_.lines); });
    }
    const Matches& holds_of(std::size_t i) const {
        return looked_up(i, &Known::holds, [&] { return rules_.contains.set.find(short_text(i), units_[i].all_held, &windows_.lines); });
    }
    template <class Search>
    const Matches& looked_up(std::size_t i, std::optional<Matches> Known::*table, Search search) const {
        known_.resize(units_.size());
        std::optional<Matches>& slot = known_[i].*table;
        if (!slot) slot = search();
        return *slot;
    }

    /// First and last unit of prose; the head goes to the second.
    void bounds() {
        first_ = units_.size();
        last_ = 0;
        head_ = units_.size();
        prose_.resize(units_.size() + 1);
        prose_[0] = 0;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            prose_[i + 1] = prose_[i] + units_[i].body_prose();
            if (!units_[i].body_prose() || units_[i].stamped) continue;
            if (first_ == units_.size()) {
                first_ = i;
            } else if (head_ == units_.size()) {
                head_ = i;
            }
            last_ = i;
        }
        if (first_ == units_.size()) last_ = units_.size(); // no prose: no tail either
    }

    /// The words of a unit with one blank between them.
    std::string key(std::size_t i) const {
        const std::string_view s = text_.folded_at(units_[i].text);
        std::string out(s.size() + 1, ' ');
        std::size_t size = 0;
        for (const char c : s) {
            const bool word = text::is_word_byte(c);
            out[size] = word ? c : ' ';
            size += word || (size > 0 && out[size - 1] != ' ');
        }
        if (size > 0 && out[size - 1] == ' ') --size;
        out.resize(size);
        return out;
    }

    /// Is this the key of the unit?
    bool has_key(std::size_t i, std::string_view wanted) const {
        const std::string_view s = text_.folded_at(units_[i].text);
        if (s.size() < wanted.size()) return false;
        const auto first = std::find_if(s.begin(), s.end(), text::is_word_byte);
        return first != s.end() && !wanted.empty() && *first == wanted.front() && key(i) == wanted;
    }

    void title() {
        const std::size_t region = std::min(head_ < units_.size() ? head_ + 1 : units_.size(), std::size_t{80});
        std::vector<std::string> keys(region);
        for (std::size_t i = 0; i < region; ++i) keys[i] = units_[i].text.size() <= 400 ? key(i) : std::string{};
        double best = 0.5;
        int earlier = 0; // lines above that could be a title
        for (std::size_t i = 0; i < region; ++i) {
            const Unit& unit = units_[i];
            if (unit.kind || unit.stamped || unit.glued_hits || unit.words < 2 || unit.text.size() > 240 || unit.range.begin != unit.text.begin)
                continue;
            // A title rarely ends as a sentence does: the first line of all may.
            const bool stopped = unit.sentence && !unit.asks;
            if (stopped && (i != 0 || unit.words > 10 || unit.stops > 0)) continue;
            if (unit.asks && unit.words > 25) continue;
            if (unit.prose && unit.words > 30) continue;
            double score = 0.5 * static_cast<double>(std::min(unit.words, 7U)) - 1.2 * (earlier > 0);
            const bool could_be = unit.words >= 5 && unit.function >= 1 && unit.separators == 0 && unit.words != unit.uppers && !stopped &&
                                  unit.site == 0;
            if (text_.folded[unit.text.begin] >= '0' && text_.folded[unit.text.begin] <= '9') score -= 1;
            bool repeated = false;
            for (std::size_t j = 0; j < region; ++j) {
                if (j == i || keys[j].size() < 12 || keys[i].size() < 12) continue;
                if (keys[j] == keys[i]) {
                    repeated = true;
                    if (j < i) score -= 4; // the first copy is the title
                } else if (keys[j].find(keys[i]) != std::string::npos || (j < i && keys[j].size() > 24 && overlap(keys[j], keys[i]))) {
                    score += 3;
                }
            }
            if (repeated) score += 6;
            if (unit.separators >= 2) score -= 6;
            if (unit.words == unit.uppers) score -= 1;
            if (unit.words >= 2 && unit.small == 0 && unit.uppers != unit.words) score -= 1.5;
            if (unit.function == 0) score -= 1;
            if (stopped) score -= 2.5;
            if (unit.site > 0) score -= 1.5;
            if (i == 0 && unit.words >= 5 && unit.function >= 1 && unit.separators == 0) score += 1;
            if (unit.lower_start) score -= 1.5;
            for (std::size_t j = 0; j < i; ++j) score -= units_[j].body_prose() ? 2.5 : 0.0;
            if (first_ < units_.size() && i < first_) score -= 0.15 * static_cast<double>(std::min<std::size_t>(first_ - i, 20));
            score += below(i);
            if (score <= best && (!could_be || earlier > 0)) continue; // it matters no more what else the line may be
            if (find_dateline(text_, rules_, unit, unit.text, windows_) || edge_row(i)) continue;
            earlier += could_be;
            if (score > best) {
                best = score;
                title_ = i;
            }
        }
        if (title_ == npos) return;
        out_.title = units_[title_].text;
        const std::string& mine = keys[title_];
        for (std::size_t i = 0; i < units_.size(); ++i) {
            Unit& unit = units_[i];
            if (i == title_ || unit.kind || unit.text.size() > 400) continue;
            if (mine.size() >= 8 && (i < region ? keys[i] == mine : has_key(i, mine))) {
                unit.kind = FurnitureKind::repeated_title;
                unit.why = "article/repeated-title";
            } else if (i < title_ && !unit.prose && mine.size() >= 16 && (keys[i].find(mine) != std::string::npos || overlap(keys[i], mine))) {
                unit.kind = FurnitureKind::breadcrumb;
                unit.why = "article/title-in-path";
            }
        }
    }

    /// A line that a row for the edges of a page knows is no title.
    bool edge_row(std::size_t i) const {
        const auto known = [&](const auto& matches, const RuleTable<FurnitureRule>& table) {
            return std::any_of(matches.begin(), matches.end(), [&](const auto& match) {
                const FurnitureRule& rule = table.rules[match.rule];
                if (rule.how != How::line && rule.how != How::opening && rule.how != How::contains) return false;
                switch (rule.kind) {
                case FurnitureKind::byline:
                case FurnitureKind::cookie:
                case FurnitureKind::subscription:
                case FurnitureKind::counter:
                case FurnitureKind::newsletter:
                case FurnitureKind::navigation:
                    return rule.where != Where::tail && rule.where != Where::body && shape_fits(text_, rules_, rule, units_[i], match);
                default: return false;
                }
            });
        };
        return known(fitting_lines_of(i), rules_.line) || known(openings_of(i), rules_.opening) || known(holds_of(i), rules_.contains);
    }

    /// Below a title: a publication line, a byline, the text; perhaps with a short lead between.
    double below(std::size_t i) const {
        const auto direct = [&](std::size_t j) {
            if (j >= units_.size()) return 0.0;
            return units_[j].stamped ? 2.5 : units_[j].kind == FurnitureKind::byline || units_[j].body_prose() ? 1.5 : 0.0;
        };
        if (i + 1 >= units_.size()) return -2; // a title has something below it
        const Unit& next = units_[i + 1];
        const double score = direct(i + 1);
        const bool lead = !next.kind && !next.stamped && !next.blank_before && next.words >= 5 && next.function >= 1 && next.separators == 0;
        return lead ? std::max(score, direct(i + 2)) : score;
    }

    /// The end of `path` is the beginning of `title`: a breadcrumb that was cut short.
    static bool overlap(const std::string& path, const std::string& title) {
        for (std::size_t at = path.find(title.substr(0, 16)); at != std::string::npos; at = path.find(title.substr(0, 16), at + 1)) {
            if (path.size() - at <= title.size() && title.compare(0, path.size() - at, path, at) == 0) return true;
        }
        return false;
    }

    void dateline() {
        std::size_t tries = 0;
        for (std::size_t i = title_ == npos ? 0 : title_ + 1; i < units_.size() && tries < 6 && i <= head_; ++i) {
            Unit& unit = units_[i];
            if (unit.kind || (unit.stamped && (unit.hits.size() != 1 || unit.hits.front().kind != StampKind::bare))) continue;
            ++tries;
            Range rest = unit.text;
            if (unit.glued_hits) rest.begin = unit.hits.back().range.end;
            const auto hit = find_dateline(text_, rules_, unit, rest, windows_);
            if (!hit || (unit.stamped && !hit->whole)) continue;
            if (unit.stamped) { // "Paris, le 3 mars 2014" alone on its line
                unit.stamped = false;
                unit.hits.clear();
            }
            dateline_ = hit;
            dateline_unit_ = i;
            if (!hit->lead) out_.dateline = Dateline{hit->range, hit->place, hit->agency, hit->why};
            return;
        }
    }

    /// What no row names: by place and shape.
    void signals() {
        for (std::size_t i = 0; i < units_.size(); ++i) {
            Unit& unit = units_[i];
            if (unit.kind && unit.stamped && unit.section == 0 && (*unit.kind == FurnitureKind::share || *unit.kind == FurnitureKind::counter))
                unit.kind.reset();
            if (unit.kind || i == title_ || (i == dateline_unit_ && dateline_)) continue;
            if (unit.stamped) {
                if (i <= head_ || i > last_) mark(unit, FurnitureKind::publication, unit.hits.front().why.c_str());
                continue;
            }
            if (unit.words == 0) {
                mark(unit, FurnitureKind::counter, "article/no-words");
                continue;
            }
            const bool alien = unit.function == 0 &&
                               (unit.foreign * 3 >= unit.words || (unit.words <= 8 && rules_.foreign_letter(text_.surface(unit.text))));
            const bool mostly = unit.foreign >= 3 && unit.foreign > 2 * unit.function && unit.foreign * 4 >= unit.words;
            const bool edge = i < first_ || i > last_ || i <= head_;
            if ((alien && (edge || unit.words <= 6)) || (mostly && edge)) {
                mark(unit, FurnitureKind::foreign, "article/foreign-words");
                continue;
            }
            if (unit.prose) continue;
            const bool menu = unit.separators >= 2 && !unit.sentence && unit.function * 5 < unit.words;
            if (menu || unit.separators >= 4) {
                mark(unit, FurnitureKind::navigation, "article/menu");
                continue;
            }
            if (title_ != npos && i < title_) {
                if (unit.sentence && unit.words >= 3 && unit.function > 0) continue;
                mark(unit, unit.separators > 0 ? FurnitureKind::navigation : FurnitureKind::header, "article/before-title");
            } else if (title_ == npos && i < first_ && unit.words <= 5 && !unit.sentence && first_ < units_.size()) {
                mark(unit, FurnitureKind::header, "article/before-body");
            } else if (i > last_) {
                tail(i);
            } else if (i < first_ || (i < head_ && !unit.sentence)) {
                if (is_name(text_, rules_, unit.text, 7) && (i < first_ || unit.words <= 4)) {
                    mark(unit, FurnitureKind::byline, "article/names");
                } else if (unit.words <= 2 && i < first_ && !unit.sentence) {
                    mark(unit, FurnitureKind::other, "article/short-line");
                }
            }
        }
    }

    void tail(std::size_t i) {
        Unit& unit = units_[i];
        if (unit.sentence && unit.words >= 3) return;                                              // a short last sentence
        if (text_.folded[unit.range.begin] == '-' && i == last_ + 1 && unit.capitals >= 2) return; // who said what stands above
        if (is_name(text_, rules_, unit.text, 4) && i == last_ + 1) {
            mark(unit, FurnitureKind::byline, "article/names");
            return;
        }
        // One long line right behind the text, with no list around it, may be its last sentence without a stop.
        const bool alone = i + 1 >= units_.size() || units_[i + 1].kind.has_value();
        if (i == last_ + 1 && alone && unit.words >= 14 && unit.function * 4 >= unit.words) return;
        mark(unit, unit.words >= 5 ? FurnitureKind::related_link : FurnitureKind::navigation, "article/behind-body");
    }

    static void mark(Unit& unit, FurnitureKind kind, const char* why) {
        unit.kind = kind;
        unit.why = why;
    }

    // --- dates -----------------------------------------------------------------------------------------------------

    void add(const Hit& hit, Stamp::Role role) {
        Stamp stamp;
        stamp.range = hit.range;
        stamp.role = role;
        set_fields(stamp, hit.fields);
        stamp.shift = hit.shift;
        stamp.past = hit.past;
        stamp.why = hit.why;
        out_.stamps.push_back(std::move(stamp));
    }

    /// Hits of the kinds wanted among units [begin, end).
    template <class Keep>
    std::vector<const Hit*> hits(std::size_t begin, std::size_t end, Keep keep) const {
        std::vector<const Hit*> out;
        for (std::size_t i = begin; i < end && i < units_.size(); ++i) {
            if (units_[i].section != 0) continue;
            for (const Hit& hit : units_[i].hits) {
                if (hit.fields.is_day() && keep(hit.kind)) out.push_back(&hit);
            }
        }
        return out;
    }

    static bool same_day(const Hit& a, const Hit& b) {
        return a.fields.year == b.fields.year && a.fields.month == b.fields.month && a.fields.day == b.fields.day;
    }

    /// Does the day lie in the month of the header? A header that is a day needs no other.
    bool of_header(const Fields& fields) const { return !header_->day && header_->month == fields.month && header_->year == fields.year; }

    void stamps() {
        using Role = Stamp::Role;
        const std::size_t after = title_ == npos ? 0 : title_ + 1;
        const std::size_t head_end = std::min(units_.size(), head_ == units_.size() ? units_.size() : head_ + 1);
        const auto labelled = [](StampKind k) { return k == StampKind::publication; };
        const auto update = [](StampKind k) { return k == StampKind::update; };
        const auto bare = [](StampKind k) { return k == StampKind::bare; };
        const auto issue = [](StampKind k) { return k == StampKind::issue; };
        // The units before the title may be other articles: what they say counts if they agree.
        const auto agreed = [&](std::vector<const Hit*> list, Role role) {
            if (list.empty()) return;
            if (std::all_of(list.begin(), list.end(), [&](const Hit* h) { return same_day(*h, *list.front()); })) add(*list.front(), role);
        };
        const auto first_of = [&](const std::vector<const Hit*>& list, Role role) {
            if (!list.empty()) add(*list.front(), role);
        };
        first_of(hits(after, head_end, labelled), Role::publication);
        agreed(hits(0, title_ == npos ? 0 : title_, labelled), Role::publication);
        const bool headed = header_ && !units_.empty() && units_.front().glued_hits;
        if (headed && !of_header(units_.front().hits.front().fields)) {
            // "date 2022-11-28 29 novembre 2022 …": the second date is the text's.
        } else if (title_ == npos || after > first_) { // no telling head from list: only what agrees
            agreed(hits(after, head_end, bare), Role::publication);
        } else {
            first_of(hits(after, head_end, bare), Role::publication);
        }
        const std::size_t tail_begin = std::max(head_end, last_ < units_.size() ? last_ + 1 : units_.size());
        agreed(hits(tail_begin, units_.size(), labelled), Role::publication);
        agreed(hits(head_end, tail_begin, labelled), Role::publication);
        first_of(hits(after, head_end, update), Role::update);
        agreed(hits(0, title_ == npos ? 0 : title_, update), Role::update);
        agreed(hits(tail_begin, units_.size(), update), Role::update);
        if (dateline_ && dateline_->fields.is_day() && !dateline_->lead) {
            add(Hit{StampKind::dateline, dateline_->range, dateline_->fields, 0, false, dateline_->why}, Role::dateline);
        }
        if (header_) out_.stamps.push_back(*header_);
        agreed(hits(0, head_end, issue), Role::header);
        agreed(hits(0, title_ == npos ? 0 : title_, bare), Role::header);
        if (dateline_ && dateline_->fields.is_day() && dateline_->lead) {
            add(Hit{StampKind::lead, dateline_->range, dateline_->fields, 0, false, dateline_->why}, Role::anchor);
        }
        anchors();
        copyright();
        for (const Unit& unit : units_) {
            if (unit.section != 0 || !unit.kind) continue;
            for (const Hit& hit : unit.hits) {
                if (hit.kind == StampKind::bare || hit.kind == StampKind::issue) continue;
                out_.publication.push_back({hit.range, hit.kind == StampKind::update, hit.why});
            }
        }
        for (Stamp& stamp : out_.stamps) {
            if (stamp.role != Stamp::Role::publication) continue;
            const bool there = std::any_of(out_.publication.begin(), out_.publication.end(),
                                           [&](const PublicationLine& p) { return p.range == stamp.range; });
            if (!there) out_.publication.push_back({stamp.range, false, stamp.why});
        }
        std::sort(out_.publication.begin(), out_.publication.end(), [](const auto& a, const auto& b) { return a.range < b.range; });
    }

    void anchors() {
        std::size_t left = 40; // units; an anchor stands near the head
        std::size_t most = 16;
        std::size_t prose = 0;
        for (const Unit& unit : units_) {
            if (unit.kind || unit.stamped || left == 0) continue;
            --left;
            const bool near_head = prose < 2;
            prose += unit.prose;
            const Range area{unit.text.begin, std::min(unit.text.end, unit.text.begin + 2000)};
            const std::string_view s = text_.folded_at(area);
            if (std::none_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
            for (const auto& match : rules_.anchor.set.find(s, unit.all_held, &windows_.lines)) {
                const StampRule& rule = rules_.anchor.rules[match.rule];
                const auto date = match.group("date");
                const std::uint32_t begin = area.begin + match.range.begin;
                if (begin > 0 && text::is_word_byte(text_.folded[begin - 1])) continue;
                const auto fields = date ? rules_.parse_date(s.substr(date->begin, date->size()), &windows_.dates) : std::nullopt;
                if (!fields || !fields->is_day()) continue;
                Hit hit{StampKind::anchor, {begin, area.begin + match.range.end}, *fields, rule.shift, rule.past, rule.why};
                if (rule.past && !near_head) continue;
                if (const auto weekday = match.group("weekday")) {
                    if (const auto w = rules_.parse_date(s.substr(weekday->begin, weekday->size()), &windows_.dates)) hit.fields.weekday = w->weekday;
                }
                if (most-- == 0) return;
                add(hit, Stamp::Role::anchor);
            }
        }
    }

    void copyright() {
        std::size_t most = 16;
        for (const Unit& unit : units_) {
            if (!unit.kind || unit.text.size() > rule_bytes || unit.section != 0) continue;
            const std::string_view s = text_.folded_at(unit.text);
            for (const auto& match : rules_.copyright.set.find(s, unit.all_held, &windows_.lines)) {
                const auto year = match.group("year");
                if (!year) continue;
                Hit hit{StampKind::copyright,
                        {unit.text.begin + match.range.begin, unit.text.begin + year->end},
                        {},
                        0,
                        false,
                        rules_.copyright.rules[match.rule].why};
                hit.fields.year = std::stoi(std::string(s.substr(year->begin, year->size())));
                if (most-- == 0) return;
                add(hit, Stamp::Role::copyright);
            }
        }
    }

    // --- out -------------------------------------------------------------------------------------------------------

    void finish() {
        for (std::size_t i = 0; i < units_.size(); ++i) {
            const Unit& unit = units_[i];
            if (unit.kind) {
                out_.furniture.push_back({unit.range, *unit.kind, unit.why});
                continue;
            }
            for (const Cut& c : unit.cuts) out_.furniture.push_back({c.range, c.kind, c.why});
            if (unit.glued_hits && i <= head_) {
                out_.furniture.push_back({{unit.text.begin, unit.hits.back().range.end}, FurnitureKind::publication, unit.hits.front().why});
            }
        }
        base::leftmost_longest(out_.furniture, [](const Furniture& f) { return f.range; });
        for (std::size_t i = 0; i < units_.size(); ++i) {
            if (i == title_ || !units_[i].body_prose() || units_[i].stamped || (title_ != npos && i < title_ && first_ < title_)) continue;
            Range lead = units_[i].text;
            if (dateline_ && dateline_unit_ == i) lead = trim(text_, {dateline_->range.end, lead.end});
            if (lead.empty()) continue;
            out_.lead = lead;
            break;
        }
        for (const Furniture& f : out_.furniture) {
            out_.breaks.push_back(f.range.begin);
            out_.breaks.push_back(f.range.end);
        }
        if (out_.title) {
            out_.breaks.push_back(out_.title->begin);
            out_.breaks.push_back(out_.title->end);
        }
        if (dateline_) {
            out_.breaks.push_back(dateline_->range.begin);
            out_.breaks.push_back(dateline_->range.end);
        }
        // A heading without a stop does not run into the paragraph below it.
        for (std::size_t i = 1; i < units_.size(); ++i) {
            if (units_[i].prose && !units_[i].lower_start && !units_[i - 1].prose && !units_[i - 1].sentence)
                out_.breaks.push_back(units_[i].range.begin);
        }
        std::sort(out_.breaks.begin(), out_.breaks.end());
        out_.breaks.erase(std::unique(out_.breaks.begin(), out_.breaks.end()), out_.breaks.end());
    }

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    const text::Text& text_;
    const Rules& rules_;
    Layout& out_;
    std::vector<Unit> units_;
    std::vector<std::size_t> prose_; ///< units of prose before each unit
    std::vector<const FurnitureRule*> rule_of_;
    mutable std::vector<Known> known_;
    mutable Windows windows_;
    std::size_t first_ = 0, last_ = 0, head_ = 0; ///< first, last and second unit of prose
    std::size_t title_ = npos;
    std::size_t dateline_unit_ = npos;
    std::optional<DatelineHit> dateline_;
    std::optional<Stamp> header_;
};

} // namespace

void lay_out(const text::Text& text, const Rules& rules, bool plain, Layout& out) {
    out = Layout{};
    const auto page = std::make_unique<Page>(text, rules, out);
    plain ? page->plain() : page->read();
}

} // namespace stoltenberg::article
