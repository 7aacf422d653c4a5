// Reading words, rules and feasts.
#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "base/word_map.hpp"
#include "time/grammar.hpp"

namespace stoltenberg::time {
namespace {

using Field = Expression::Argument::Field;

struct Name {
    std::string_view name;
    int value;
};

constexpr Name op_names[] = {
    {"none", int(Op::none)},   {"number", int(Op::number)},     {"unit", int(Op::unit)},     {"calendar", int(Op::calendar)},
    {"shift", int(Op::shift)}, {"nth", int(Op::nth)},           {"part", int(Op::part)},     {"daypart", int(Op::daypart)},
    {"clock", int(Op::clock)}, {"duration", int(Op::duration)}, {"offset", int(Op::offset)}, {"window", int(Op::window)},
    {"set", int(Op::set)},     {"ref", int(Op::ref)},           {"range", int(Op::range)},   {"list", int(Op::list)},
    {"pair", int(Op::pair)},   {"same", int(Op::same)},
};

constexpr Name field_names[] = {
    {"n", int(Field::n)},
    {"grain", int(Field::grain)},
    {"n2", int(Field::n2)},
    {"grain2", int(Field::grain2)},
    {"year", int(Field::year)},
    {"month", int(Field::month)},
    {"day", int(Field::day)},
    {"weekday", int(Field::weekday)},
    {"season", int(Field::season)},
    {"quarter", int(Field::quarter)},
    {"half", int(Field::half)},
    {"decade", int(Field::decade)},
    {"century", int(Field::century)},
    {"feast", int(Field::feast)},
    {"days", int(Field::days)},
    {"hour", int(Field::hour)},
    {"minute", int(Field::minute)},
    {"mod", int(Field::mod)},
    {"daypart", int(Field::daypart)},
    {"part", int(Field::part)},
    {"rel", int(Field::rel)},
    {"from", int(Field::from)},
    {"of", int(Field::of)},
    {"a", int(Field::a)},
    {"b", int(Field::b)},
    {"freq", int(Field::freq)},
    {"every", int(Field::every)},
    {"utc", int(Field::utc)},
    {"pm", int(Field::pm)},
    {"x", int(Field::copy)},
    {"partial", int(Field::partial)},
};

constexpr Name value_names[] = {
    {"second", int(Grain::second)},
    {"minute", int(Grain::minute)},
    {"hour", int(Grain::hour)},
    {"day", int(Grain::day)},
    {"weekend", int(Grain::weekend)},
    {"week", int(Grain::week)},
    {"fortnight", int(Grain::fortnight)},
    {"month", int(Grain::month)},
    {"quarter", int(Grain::quarter)},
    {"half", int(Grain::half)},
    {"season", int(Grain::season)},
    {"year", int(Grain::year)},
    {"decade", int(Grain::decade)},
    {"century", int(Grain::century)},
    {"MO", int(Daypart::morning)},
    {"MI", int(Daypart::midday)},
    {"AF", int(Daypart::afternoon)},
    {"EV", int(Daypart::evening)},
    {"NI", int(Daypart::night)},
    {"DT", int(Daypart::daytime)},
    {"BEFORE", int(Mod::before)},
    {"AFTER", int(Mod::after)},
    {"ON_OR_BEFORE", int(Mod::on_or_before)},
    {"ON_OR_AFTER", int(Mod::on_or_after)},
    {"LESS_THAN", int(Mod::less_than)},
    {"MORE_THAN", int(Mod::more_than)},
    {"EQUAL_OR_LESS", int(Mod::equal_or_less)},
    {"EQUAL_OR_MORE", int(Mod::equal_or_more)},
    {"START", int(Mod::start)},
    {"MID", int(Mod::mid)},
    {"END", int(Mod::end)},
    {"APPROX", int(Mod::approx)},
    {"current", int(Rel::current)},
    {"last", int(Rel::last)},
    {"next", int(Rel::next)},
    {"following", int(Rel::following)},
    {"preceding", int(Rel::preceding)},
    {"same", int(Rel::same)},
    {"any", int(Rel::any)},
    {"over", int(Rel::over)},
    {"dct", int(From::dct)},
    {"focus", int(From::focus)},
    {"clause", int(From::clause)},
    {"SP", 0},
    {"SU", 1},
    {"FA", 2},
    {"WI", 3},
    {"yes", 1},
    {"X", Node::unset + 1},
};

template <std::size_t N>
std::optional<int> look_up(const Name (&names)[N], std::string_view name) {
    for (const Name& n : names) {
        if (n.name == name) return n.value;
    }
    return std::nullopt;
}

std::optional<int> integer(std::string_view s) {
    int value = 0;
    const auto r = std::from_chars(s.data(), s.data() + s.size(), value);
    if (s.empty() || r.ec != std::errc{} || r.ptr != s.data() + s.size()) return std::nullopt;
    return value;
}

bool has_accent(std::string_view s) {
    return std::any_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC3; });
}

std::string_view trim(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

// ---- patterns -------------------------------------------------------------------------------------------------------

/// Views of the pattern.
struct Item {
    enum class Kind { element, open, close } kind;
    std::string_view symbol;
    std::string_view binding;
};
/// Items by number: each stands in many sequences.
using Sequence = std::vector<std::uint16_t>;

class PatternReader {
public:
    explicit PatternReader(std::string_view text) : text_(text) {}

    std::vector<Sequence> read() {
        auto out = alternatives();
        skip();
        if (pos_ != text_.size()) error = "unbalanced pattern";
        return out;
    }
    std::string error;
    std::vector<Item> items;

private:
    std::vector<Sequence> one(const Item& item) {
        if (items.size() == 0xFFFF) error = "pattern too long";
        items.push_back(item);
        return {{static_cast<std::uint16_t>(items.size() - 1)}};
    }
    void skip() {
        while (pos_ < text_.size() && text_[pos_] == ' ') ++pos_;
    }
    std::vector<Sequence> alternatives() {
        std::vector<Sequence> out = sequence();
        skip();
        while (pos_ < text_.size() && text_[pos_] == '|') {
            ++pos_;
            auto more = sequence();
            out.insert(out.end(), more.begin(), more.end());
            skip();
        }
        return out;
    }
    std::vector<Sequence> sequence() {
        std::vector<Sequence> out{{}};
        for (;;) {
            skip();
            if (pos_ >= text_.size() || text_[pos_] == '|' || text_[pos_] == ')') return out;
            std::vector<Sequence> piece = atom();
            if (pos_ < text_.size() && text_[pos_] == '?') {
                ++pos_;
                piece.push_back({});
            }
            if (piece.size() == 1) { // no choice
                for (Sequence& left : out) left.insert(left.end(), piece[0].begin(), piece[0].end());
                continue;
            }
            std::vector<Sequence> product;
            for (const Sequence& left : out) {
                for (const Sequence& right : piece) {
                    product.push_back(left);
                    product.back().insert(product.back().end(), right.begin(), right.end());
                }
            }
            if (product.size() > 20000) {
                error = "pattern has too many variants";
                return {{}};
            }
            out = std::move(product);
        }
    }
    std::vector<Sequence> atom() {
        const char c = text_[pos_];
        if (c == '[' || c == ']') {
            ++pos_;
            return one({c == '[' ? Item::Kind::open : Item::Kind::close, {}, {}});
        }
        if (c == '(') {
            ++pos_;
            auto out = alternatives();
            skip();
            if (pos_ < text_.size() && text_[pos_] == ')') {
                ++pos_;
            } else {
                error = "missing )";
            }
            return out;
        }
        if (c == '\'') {
            const std::size_t end = text_.find('\'', pos_ + 2);
            if (end == std::string_view::npos) {
                error = "missing quote";
                pos_ = text_.size();
                return {{}};
            }
            const std::string_view symbol = text_.substr(pos_, end + 1 - pos_);
            pos_ = end + 1;
            return one({Item::Kind::element, symbol, {}});
        }
        const std::size_t begin = pos_;
        while (pos_ < text_.size() && std::string_view(" ()|[]?").find(text_[pos_]) == std::string_view::npos) {
            ++pos_;
            if (text_[pos_ - 1] == ':') break;
        }
        std::string_view word = text_.substr(begin, pos_ - begin);
        if (!word.empty() && word.back() == ':') {
            const std::string_view binding = word.substr(0, word.size() - 1);
            if (pos_ >= text_.size()) {
                error = "binding of nothing";
                return {{}};
            }
            auto inner = atom();
            for (Sequence& s : inner) {
                if (s.size() == 1 && items[s[0]].kind == Item::Kind::element) {
                    items[s[0]].binding = binding;
                } else if (!s.empty()) {
                    error = "a binding wants single elements";
                }
            }
            return inner;
        }
        if (word.empty()) {
            error = "stray character";
            ++pos_;
            return {{}};
        }
        return one({Item::Kind::element, word, {}});
    }

    std::string_view text_;
    std::size_t pos_ = 0;
};

} // namespace

std::uint16_t Grammar::symbol(std::string_view name) {
    const auto it = symbols_.find(name);
    if (it != symbols_.end()) return it->second;
    const auto id = static_cast<std::uint16_t>(symbols_.size() + 1);
    symbols_.emplace(std::string(name), id);
    return id;
}

std::int32_t Grammar::conditions(const data::Table& table, const data::Table::Row& row, std::string_view cell) {
    std::vector<Condition> out;
    for (std::string_view part : data::split(cell, ' ')) {
        part = trim(part);
        if (part.empty() || part == "weak") continue;
        Condition c{};
        std::string_view words;
        if (part == "lower")
            c.test = Condition::Test::lower;
        else if (part == "end-lower")
            c.test = Condition::Test::end_lower;
        else if (part == "capital")
            c.test = Condition::Test::capital;
        else if (part == "accent")
            c.test = Condition::Test::accent;
        else if (part.starts_with("prev!="))
            c.test = Condition::Test::not_previous, words = part.substr(6);
        else if (part.starts_with("next!="))
            c.test = Condition::Test::not_next, words = part.substr(6);
        else if (part.starts_with("prev="))
            c.test = Condition::Test::previous, words = part.substr(5);
        else if (part.starts_with("next="))
            c.test = Condition::Test::next, words = part.substr(5);
        else
            table.fail(row, "unknown condition " + std::string(part));
        std::vector<std::pair<std::string, bool>> neighbours;
        const auto add = [&](std::string word) {
            if (word == "$")
                c.edge = true;
            else if (word == "#")
                c.number = true;
            else if (word == "A")
                c.name = true;
            else if (word.starts_with('*'))
                c.endings.push_back(word.substr(1));
            else if (word.size() == 1 && !text::is_word_byte(word[0]))
                c.marks += word;
            else
                neighbours.emplace_back(std::move(word), true);
        };
        for (const std::string_view w : data::split(words, ',')) {
            if (w.starts_with('@')) {
                const auto it = lists_.find(w);
                if (it == lists_.end()) table.fail(row, "unknown list " + std::string(w));
                for (const std::string& listed : it->second) add(listed);
            } else {
                add(w == "A" || w.starts_with('*') ? std::string(w) : w == "COMMA" ? std::string(",") : text::fold(w));
            }
        }
        c.words = base::WordMap<bool>(std::move(neighbours));
        out.push_back(std::move(c));
    }
    if (out.empty()) return -1;
    conditions_.push_back(std::move(out));
    return static_cast<std::int32_t>(conditions_.size() - 1);
}

std::uint32_t Grammar::expression(const data::Table& table, const data::Table::Row& row, std::string_view cell,
                                  const std::vector<std::string>& bindings) {
    cell = trim(cell);
    Expression out;
    if (const auto n = integer(cell)) {
        out.op = Op::number;
        out.arguments.push_back({Field::n, Expression::Argument::Kind::constant, *n});
        expressions_.push_back(std::move(out));
        return static_cast<std::uint32_t>(expressions_.size() - 1);
    }
    const std::size_t open = cell.find('(');
    if (open == std::string_view::npos || cell.back() != ')') table.fail(row, "not an operation: " + std::string(cell));
    const auto op = look_up(op_names, cell.substr(0, open));
    if (!op) table.fail(row, "unknown operation " + std::string(cell.substr(0, open)));
    out.op = static_cast<Op>(*op);
    const std::string_view inner = cell.substr(open + 1, cell.size() - open - 2);
    std::size_t depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= inner.size(); ++i) {
        if (i < inner.size() && inner[i] == '(') ++depth;
        if (i < inner.size() && inner[i] == ')' && depth > 0) --depth;
        if (i < inner.size() && (inner[i] != ',' || depth > 0)) continue;
        const std::string_view argument = trim(inner.substr(begin, i - begin));
        begin = i + 1;
        if (argument.empty()) continue;
        const std::size_t eq = argument.find('=');
        const std::size_t paren = argument.find('(');
        std::string_view name = "x";
        std::string_view value = argument;
        if (eq != std::string_view::npos && eq < paren) {
            name = trim(argument.substr(0, eq));
            value = trim(argument.substr(eq + 1));
        }
        const auto field = look_up(field_names, name);
        if (!field) table.fail(row, "unknown argument " + std::string(name));
        Expression::Argument a{static_cast<Field>(*field), Expression::Argument::Kind::constant, 0};
        if (const auto n = integer(value)) {
            a.value = *n;
        } else if (value.find('(') != std::string_view::npos) {
            a.kind = Expression::Argument::Kind::call;
            a.value = static_cast<int>(expression(table, row, value, bindings));
        } else if (const auto b = std::find(bindings.begin(), bindings.end(), value); b != bindings.end()) {
            a.kind = Expression::Argument::Kind::binding;
            a.value = static_cast<int>(b - bindings.begin());
        } else if (a.field == Field::feast) {
            const auto it = feast_ids_.find(value);
            if (it == feast_ids_.end()) table.fail(row, "unknown feast " + std::string(value));
            a.value = it->second;
        } else if (const auto v = look_up(value_names, value)) {
            a.value = *v;
        } else {
            table.fail(row, "unknown value " + std::string(value));
        }
        out.arguments.push_back(a);
    }
    expressions_.push_back(std::move(out));
    return static_cast<std::uint32_t>(expressions_.size() - 1);
}

void Grammar::add_entry(std::string_view words, Entry entry) {
    std::string folded = text::fold(words);
    entry.accent = has_accent(words);
    entry.elided = folded.size() > 1 && folded.back() == '\'';
    if (entry.elided) folded.pop_back();
    entries_.push_back(entry);
    by_key_[match::key_of(folded)].push_back(static_cast<std::uint32_t>(entries_.size() - 1));
}

std::uint32_t Grammar::literal(std::string_view word) {
    const auto known = symbols_.find(word);
    if (known != symbols_.end()) return known->second;
    const std::uint16_t id = symbol(word);
    if (word.front() == '\'') return id; // punctuation: the tokens give it
    add_entry(word, {id, 0, 0, -1, false, false, false, true});
    return id;
}

void Grammar::load_feasts(const data::Pack& pack, const std::string& dir) {
    const data::Table t = pack.table(dir + "feasts.tsv");
    const std::size_t id = t.column("id"), kind = t.column("kind"), month = t.column("month"), day = t.column("day"), length = t.column("length"),
                      words = t.column("words"), when = t.column_if("when"), clear = t.column_if("clear");
    for (const auto& row : t.rows()) {
        FeastRow f{};
        const std::string_view k = row[kind];
        if (k == "fixed")
            f.kind = Feast::fixed;
        else if (k == "easter")
            f.kind = Feast::easter;
        else if (k == "islamic")
            f.kind = Feast::islamic;
        else if (k == "nth")
            f.kind = Feast::nth_weekday;
        else
            t.fail(row, "unknown kind");
        f.month = integer(row[month]).value_or(0);
        f.day = integer(row[day]).value_or(0);
        f.length = integer(row[length]).value_or(1);
        f.clear = integer(row[clear]);
        const int index = static_cast<int>(feasts_.size());
        if (!feast_ids_.emplace(std::string(row[id]), index).second) t.fail(row, "repeated id");
        feasts_.push_back(f);
        sources_.push_back(t.where(row));
        const auto source = static_cast<std::uint32_t>(sources_.size() - 1);
        Expression e;
        e.op = Op::calendar;
        e.arguments.push_back({Field::feast, Expression::Argument::Kind::constant, index});
        expressions_.push_back(std::move(e));
        const std::int32_t condition = conditions(t, row, row[when]);
        for (const std::string_view w : data::items(row[words])) {
            add_entry(w, {symbol("FEAST"), static_cast<std::uint32_t>(expressions_.size() - 1), source, condition, true, false, false, false});
        }
    }
}

void Grammar::load_words(const data::Pack& pack, const std::string& dir) {
    const data::Table t = pack.table(dir + "time-words.tsv");
    const std::size_t words = t.column("words"), cls = t.column("class"), value = t.column("value"), when = t.column("when");
    for (const auto& row : t.rows()) {
        if (!row[cls].starts_with('@')) continue;
        auto& list = lists_[std::string(row[cls])];
        for (const std::string_view w : data::items(row[words])) list.push_back(w == "A" ? "A" : text::fold(w));
    }
    for (const auto& row : t.rows()) {
        if (row[cls].starts_with('@')) continue;
        sources_.push_back(t.where(row));
        const auto source = static_cast<std::uint32_t>(sources_.size() - 1);
        const std::uint16_t s = symbol(row[cls]);
        const std::uint32_t e = expression(t, row, row[value].empty() ? "0" : row[value], {});
        const std::int32_t condition = conditions(t, row, row[when]);
        bool weak = false;
        for (const std::string_view w : data::split(row[when], ' ')) weak = weak || w == "weak";
        for (const std::string_view w : data::items(row[words])) {
            add_entry(w, {s, e, source, condition, !weak, false, false, false});
        }
    }
}

void Grammar::add_variant(const std::vector<Element>& elements, Variant variant) {
    std::uint32_t state = 0;
    for (const Element& e : elements) {
        auto& next = branches_[state].next;
        const auto at = std::lower_bound(next.begin(), next.end(), e.symbol,
                                         [](const Arc& arc, std::uint16_t symbol) { return arc.symbol < symbol; });
        if (at == next.end() || at->symbol != e.symbol) {
            const auto to = static_cast<std::uint32_t>(branches_.size());
            next.insert(at, {e.symbol, to});
            branches_.emplace_back();
            state = to;
        } else {
            state = at->state;
        }
    }
    for (const Variant& v : branches_[state].complete) {
        if (v.rule == variant.rule) return; // the same words by another way through the pattern
    }
    variant.elements = static_cast<std::uint32_t>(elements_.size());
    variant.size = static_cast<std::uint8_t>(elements.size());
    elements_.insert(elements_.end(), elements.begin(), elements.end());
    branches_[state].complete.push_back(variant);
}

namespace {

/// Notes that a symbol alone may be a category. False if the category, by other rules, may be that symbol: no meaning would have an end.
bool add_alone(std::set<std::array<std::uint16_t, 2>>& becomes, std::uint16_t symbol, std::uint16_t category) {
    if (symbol == category || becomes.count({category, symbol}) != 0) return false;
    if (becomes.count({symbol, category}) != 0) return true;
    std::vector<std::uint16_t> from{symbol}, to{category};
    for (const auto& [a, b] : becomes) {
        if (b == symbol) from.push_back(a);
        if (a == category) to.push_back(b);
    }
    for (const std::uint16_t a : from) {
        for (const std::uint16_t b : to) becomes.insert({a, b});
    }
    return true;
}

} // namespace

void Grammar::load_rules(const data::Pack& pack, const std::string& dir) {
    const data::Table t = pack.table(dir + "time-rules.tsv");
    const std::size_t id = t.column("id"), category = t.column("category"), pattern = t.column("pattern"), op = t.column("op"),
                      when = t.column("when");
    branches_.emplace_back();
    std::set<std::array<std::uint16_t, 2>> becomes; // what stands alone in a pattern, and what it is then, by one rule or several
    for (const auto& row : t.rows()) {
        if (row[id].empty()) t.fail(row, "a rule wants an id");
        sources_.push_back(t.where(row));
        PatternReader reader(row[pattern]);
        const std::vector<Sequence> sequences = reader.read();
        if (!reader.error.empty()) t.fail(row, reader.error);
        std::vector<std::string> bindings;
        std::vector<Element> told; // by item
        for (const Item& i : reader.items) {
            Element e{0, -1};
            if (i.kind == Item::Kind::element) {
                const bool upper = i.symbol[0] >= 'A' && i.symbol[0] <= 'Z';
                e.symbol = upper ? symbol(i.symbol) : static_cast<std::uint16_t>(literal(i.symbol));
            }
            if (!i.binding.empty()) {
                const auto at = std::find(bindings.begin(), bindings.end(), i.binding);
                e.binding = static_cast<std::int8_t>(at - bindings.begin());
                if (at == bindings.end()) bindings.emplace_back(i.binding);
            }
            told.push_back(e);
        }
        if (bindings.size() > 12) t.fail(row, "too many bindings");
        const std::uint32_t e = expression(t, row, row[op], bindings);
        const Expression& operation = expressions_[e];
        const bool same = operation.op == Op::same && operation.arguments.size() == 1 && operation.arguments[0].field == Field::copy &&
                          operation.arguments[0].kind == Expression::Argument::Kind::binding;
        rules_.push_back({e, static_cast<std::uint32_t>(sources_.size() - 1), static_cast<std::int8_t>(same ? operation.arguments[0].value : -1)});
        if (rules_.size() > 0xFFFF) t.fail(row, "too many rules");
        const std::uint16_t gives = symbol(row[category]);
        const std::int32_t condition = conditions(t, row, row[when]);
        std::vector<Element> elements;
        for (const Sequence& s : sequences) {
            elements.clear();
            Variant v{};
            v.category = gives;
            v.rule = static_cast<std::uint16_t>(rules_.size() - 1);
            v.condition = condition;
            for (const std::uint16_t i : s) {
                if (reader.items[i].kind == Item::Kind::open) {
                    v.extent_first = static_cast<std::int8_t>(elements.size());
                } else if (reader.items[i].kind == Item::Kind::close) {
                    v.extent_last = static_cast<std::int8_t>(elements.size());
                } else {
                    if (told[i].symbol == time_ || told[i].symbol == none_) t.fail(row, "a result is no element of a pattern");
                    elements.push_back(told[i]);
                }
            }
            if (elements.empty()) t.fail(row, "a pattern may not be empty");
            if (elements.size() > 24) t.fail(row, "pattern too long");
            if (elements.size() == 1 && !add_alone(becomes, elements[0].symbol, gives))
                t.fail(row, "by this rule a category would be made of itself");
            v.copies = same && elements.size() == 1 && elements[0].binding >= 0 && v.extent_first < 0;
            add_variant(elements, v);
        }
    }
}

void Grammar::find_contexts() {
    // Of the categories: what may begin them, and behind it (0: nothing), and what may end them.
    std::vector<std::array<std::uint16_t, 3>> heads;
    std::vector<std::array<std::uint16_t, 2>> tails;
    std::vector<std::uint64_t> ends(contexts_.size(), 0); // words that may end a symbol
    for (std::size_t s = 1; s < ends.size(); ++s) ends[s] = symbol_bit(static_cast<std::uint16_t>(s));
    for (const Variant& v : variants_) {
        const Element* const elements = &elements_[v.elements];
        heads.push_back({v.category, elements[0].symbol, v.size > 1 ? elements[1].symbol : std::uint16_t{0}});
        tails.push_back({v.category, elements[v.size - 1].symbol});
        ends[v.category] = 0;
    }
    for (const Entry& e : entries_) ends[e.symbol] |= symbol_bit(e.symbol);
    const auto unique = [](auto& rows) {
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    };
    unique(heads);
    unique(tails);
    bool more = true;
    const auto add = [&](std::uint64_t& to, std::uint64_t what) {
        more = more || (what & ~to) != 0;
        to |= what;
    };
    while (more) {
        more = false;
        for (const auto& [category, element] : tails) add(ends[category], ends[element]);
    }
    std::vector<std::uint16_t> into(states_.size(), 0); // the symbol that leads to a state
    for (const Arc& arc : arcs_) into[arc.state] = arc.symbol;
    for (std::size_t s = 1; s < states_.size(); ++s) {
        contexts_[into[s]].behind |= states_[s].wanted;
        for (std::uint32_t k = states_[s].arcs; k < states_[s].arcs_end; ++k) contexts_[arcs_[k].symbol].before |= ends[into[s]];
    }
    for (const std::uint16_t result : {time_, none_}) contexts_[result].behind = contexts_[result].opening = symbol_bit(0);
    for (more = true; more;) {
        more = false;
        for (const auto& [category, element] : tails) add(contexts_[element].behind, contexts_[category].behind);
        for (const auto& [category, first, second] : heads) {
            const Context& whole = contexts_[category];
            add(contexts_[first].before, whole.before);
            if (whole.opening != 0) add(contexts_[first].opening, second == 0 ? whole.opening : symbol_bit(second));
        }
    }
}

void Grammar::finish() {
    for (Branch& branch : branches_) {
        State& s = states_.emplace_back();
        s.arcs = static_cast<std::uint32_t>(arcs_.size());
        for (const Arc& arc : branch.next) {
            arcs_.push_back(arc);
            s.wanted |= symbol_bit(arc.symbol);
        }
        s.arcs_end = static_cast<std::uint32_t>(arcs_.size());
        s.variants = static_cast<std::uint32_t>(variants_.size());
        variants_.insert(variants_.end(), branch.complete.begin(), branch.complete.end());
        s.variants_end = static_cast<std::uint32_t>(variants_.size());
    }
    contexts_.assign(symbols_.size() + 1, {});
    for (const Arc& arc : branches_[0].next) contexts_[arc.symbol].state = arc.state;
    find_contexts();
    branches_ = {};
    std::vector<std::pair<std::string, std::uint32_t>> keys;
    parts_.assign(1U << 14U, 0);
    for (auto& [key, list] : by_key_) {
        keys.emplace_back(key, static_cast<std::uint32_t>(buckets_.size()));
        bool trigger = false;
        for (const std::uint32_t e : list) trigger = trigger || entries_[e].trigger;
        for (std::size_t at = 0; at < key.size(); ++at) {
            std::size_t end = at;
            while (end < key.size() && text::is_word_byte(key[end])) ++end;
            if (end == at) continue;
            part(base::word_hash(std::string_view(key).substr(at, end - at))) |= at == 0 && trigger ? part_word | part_trigger : part_word;
            at = end;
        }
        buckets_.push_back({std::move(list), trigger});
    }
    by_key_.clear();
    for (const auto& [name, id] : symbols_) {
        if (name.size() == 3 && name.front() == '\'' && name.back() == '\'' && static_cast<unsigned char>(name[1]) < marks_.size())
            marks_[static_cast<unsigned char>(name[1])] = id;
    }
    trie_ = match::Trie(std::move(keys));
    plain_.emplace_back();
    for (Entry& e : entries_) {
        std::vector<Node> nodes(1);
        if (e.literal || evaluate(e.expression, nullptr, nodes, {}, e.source) != 1) continue;
        e.plain = static_cast<std::uint32_t>(plain_.size());
        plain_.push_back(nodes[1]);
    }
}

Grammar::Grammar(const data::Pack& pack, std::string_view language) {
    const std::string dir = "lang/" + std::string(language) + "/";
    sources_.emplace_back();
    expressions_.emplace_back();
    entries_.push_back({0, 0, 0, -1, false, false, false, true});
    num_ = symbol("NUM");
    dnum_ = symbol("DNUM");
    daynum_ = symbol("DAYNUM");
    ddaynum_ = symbol("DDAYNUM");
    mnum_ = symbol("MONTHNUM");
    hh_ = symbol("HH");
    mm_ = symbol("MM");
    year_ = symbol("YEAR");
    two_ = symbol("TWO");
    ord_ = symbol("ORD");
    numword_ = symbol("NUMWORD");
    ordsuffix_ = symbol("ORDSUFFIX");
    big_ = symbol("BIG");
    day2_ = symbol("DAY2");
    month2_ = symbol("MONTH2");
    modern_ = symbol("MODERN");
    time_ = symbol("TIME");
    none_ = symbol("NONE");
    load_feasts(pack, dir);
    load_words(pack, dir);
    load_rules(pack, dir);
    finish();
}

} // namespace stoltenberg::time
