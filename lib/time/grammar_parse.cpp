// The walk over the text, the lexer of numbers, and the chart parser.
#include <algorithm>

#include "time/grammar.hpp"

namespace stoltenberg::time {

using text::Text;
using text::Word;

/// What an edge of the chart stands for; worked out only for results.
struct Grammar::Meaning {
    static constexpr std::uint32_t word = 0xFFFFFFFF, number = 0xFFFFFFFE, two_digits = 0xFFFFFFFD;
    std::uint32_t variant = word; ///< of a rule; or one of these
    std::uint32_t value = 0;      ///< the last item that the rule took; entry of the word; the number
};

/// A run of known words, and the chart over its tokens.
struct Grammar::Run {
    struct Hit {
        std::uint32_t begin, end; ///< folded
        std::uint32_t bucket;
    };
    /// What stands from one token to another: a word, a number, or what a rule makes of others.
    struct Edge {
        std::uint16_t symbol;
        std::uint16_t rule; ///< of what a rule makes
        std::uint32_t end;  ///< token behind
        Meaning meaning;
        std::uint32_t next = 0; ///< of those that begin at the same token: index + 1
    };
    /// The edges that begin at a token, in the order they were found.
    struct Cell {
        std::uint32_t first = 0, last = 0;     ///< index + 1
        std::uint64_t symbols = symbol_bit(0); ///< of edges that begin here
        std::uint64_t ended = 0;               ///< of words and numbers that end here
        std::uint32_t end = 0;                 ///< of the result that begins here: token behind, 0 none
        std::uint16_t rule = 0, symbol = 0;
        Meaning result;
    };
    /// An edge that a rule takes, behind others.
    struct Item {
        std::uint32_t state;
        std::uint32_t end;
        std::uint32_t parent; ///< index + 1
        std::uint32_t edge;
    };
    std::vector<Hit> hits;
    std::vector<Token> tokens;
    std::vector<Edge> edges;
    std::vector<Cell> chart; ///< by token
    std::vector<Item> items;
    std::vector<std::uint32_t> agenda;
    std::vector<Node> nodes;         ///< of the results; node 0 is reserved
    std::vector<std::uint32_t> kept; ///< where a node went, 0: nowhere

    Run() { // room for nearly every run of an article
        hits.reserve(64);
        tokens.reserve(64);
        edges.reserve(256);
        chart.reserve(64);
        items.reserve(256);
        agenda.reserve(256);
        nodes.reserve(64);
        kept.reserve(64);
    }
    std::uint32_t add(std::uint32_t at, const Edge& edge) {
        edges.push_back(edge);
        Cell& cell = chart[at];
        const auto number = static_cast<std::uint32_t>(edges.size());
        (cell.first == 0 ? cell.first : edges[cell.last - 1].next) = number;
        cell.last = number;
        cell.symbols |= symbol_bit(edge.symbol);
        return number - 1;
    }
    void add_word(std::uint32_t at, std::uint32_t end, std::uint16_t symbol, Meaning meaning) {
        add(at, {symbol, 0, end, meaning});
        chart[end].ended |= symbol_bit(symbol);
    }
    [[nodiscard]] Edge* first(std::uint32_t at) { return at_number(chart[at].first); }
    [[nodiscard]] Edge* next(const Edge& edge) { return at_number(edge.next); }
    [[nodiscard]] Edge* at_number(std::uint32_t number) { return number == 0 ? nullptr : &edges[number - 1]; }

    /// Of the nodes of a parse not all belong to a result: only those go to the document.
    void keep(std::vector<Parse>& parses, std::size_t from, std::vector<Node>& to) {
        const std::size_t begin = to.size();
        kept.assign(nodes.size(), 0);
        const auto move = [&](std::uint32_t i) {
            if (i != 0 && kept[i] == 0) {
                kept[i] = static_cast<std::uint32_t>(to.size());
                to.push_back(nodes[i]);
            }
            return kept[i];
        };
        for (std::size_t k = from; k < parses.size(); ++k) parses[k].node = move(parses[k].node);
        for (std::size_t k = begin; k < to.size(); ++k) { // grows: children go behind
            const Node n = to[k];
            const std::uint32_t of = move(n.of), a = move(n.a), b = move(n.b);
            to[k].of = of;
            to[k].a = a;
            to[k].b = b;
        }
    }
};

namespace {

constexpr std::uint32_t max_run = 64; ///< words: longer runs (tables of figures) are cut
constexpr std::size_t max_items = 6000;
constexpr std::uint32_t longest_parted = 64; ///< bytes of a word whose numbers stand alone ("20h30"): a longer one is no time

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_edge_mark(char c) noexcept { return std::string_view(",.;:!?)(\"[]|/").find(c) != std::string_view::npos; }

/// What may stand between two words of a run: white space without a blank line, and these marks.
bool joins(std::string_view gap) noexcept {
    if (gap.size() == 1 && (gap[0] == ' ' || gap[0] == '-' || gap[0] == '\'')) return true;
    int marks = 0;
    int lines = 0;
    for (const char c : gap) {
        if (c == '\n')
            ++lines;
        else if (c != ' ' && std::string_view(",./-():'\"").find(c) == std::string_view::npos)
            return false;
        else if (c != ' ')
            ++marks;
    }
    return marks <= 3 && lines <= 1;
}

} // namespace

bool Grammar::holds_there(std::int32_t condition, const Text& text, std::uint32_t first_word, std::uint32_t last_word, std::uint32_t end) const {
    const Word& first = text.words[first_word];
    const std::string_view folded = text.folded;
    const auto word_class = [&](const Condition& c, std::uint32_t at) {
        const Word& w = text.words[at];
        const std::string_view s = text.word(at);
        if (c.words.find(s, w.hash) != nullptr) return true;
        if (c.number && w.is(text::has_digit) && is_digit(s[0])) return true;
        for (const std::string& ending : c.endings) {
            if (s.ends_with(ending)) return true;
        }
        return c.name && w.is(text::capital) && !w.is(text::sentence_start);
    };
    const auto mark_class = [](const Condition& c, char mark) { return c.marks.find(mark) != std::string::npos || (c.edge && is_edge_mark(mark)); };
    for (const Condition& c : conditions_[static_cast<std::size_t>(condition)]) {
        bool ok = true;
        switch (c.test) {
        case Condition::Test::lower:
            ok = !first.is(text::capital) || first.is(text::sentence_start | text::line_start) || first.is(text::upper);
            break;
        case Condition::Test::end_lower: ok = !text.words[last_word].is(text::capital) || text.words[last_word].is(text::upper); break;
        case Condition::Test::capital: ok = text.words[last_word].is(text::capital); break;
        case Condition::Test::accent: ok = first.is(text::accent) || first.is(text::upper); break;
        case Condition::Test::previous:
        case Condition::Test::not_previous: {
            bool hit = false;
            if (first_word == 0 || (first.is(text::sentence_start) && !text.words[first_word - 1].is(text::elided))) {
                hit = c.edge;
            } else {
                const Word& w = text.words[first_word - 1];
                std::string_view gap = folded.substr(w.end, first.begin - w.end);
                const std::size_t mark = gap.find_last_not_of(" \n");
                const bool plain = mark == std::string_view::npos || (gap[mark] == '\'' && w.is(text::elided)) || gap == "-";
                if (!plain) {
                    hit = mark_class(c, gap[mark]);
                } else {
                    hit = word_class(c, first_word - 1) || (gap == "-" && mark_class(c, '-'));
                }
            }
            ok = hit == (c.test == Condition::Test::previous);
            break;
        }
        case Condition::Test::next:
        case Condition::Test::not_next: {
            bool hit = false;
            const std::uint32_t next = last_word + 1;
            const bool last = next >= text.words.size();
            const std::uint32_t stop = last ? static_cast<std::uint32_t>(folded.size()) : text.words[next].begin;
            std::string_view gap = end <= stop ? folded.substr(end, stop - end) : std::string_view{};
            if (text.words[last_word].is(text::elided) && gap.starts_with('\'')) gap.remove_prefix(1);
            const std::size_t mark = gap.find_first_not_of(" \n");
            if (mark != std::string_view::npos) {
                hit = mark_class(c, gap[mark]);
                if (gap == "-" && !last) hit = hit || word_class(c, next);
            } else if (last || text.words[next].is(text::sentence_start)) {
                hit = c.edge;
            } else {
                hit = word_class(c, next);
            }
            ok = hit == (c.test == Condition::Test::next);
            break;
        }
        }
        if (!ok) return false;
    }
    return true;
}

std::uint32_t Grammar::evaluate(std::uint32_t expression, const std::uint32_t* bindings, std::vector<Node>& nodes, Range range,
                                std::uint32_t source) const {
    using Argument = Expression::Argument;
    const Expression& e = expressions_[expression];
    Node out;
    out.op = e.op;
    out.range = range;
    out.source = source;
    for (const Argument& arg : e.arguments) {
        const Node* from = nullptr;
        std::uint32_t index = 0;
        int value = arg.value;
        if (arg.kind == Argument::Kind::binding) {
            index = bindings != nullptr ? bindings[arg.value] : 0;
            if (index == 0) continue; // the optional part is not there
            from = &nodes[index];
        } else if (arg.kind == Argument::Kind::call) {
            index = evaluate(static_cast<std::uint32_t>(arg.value), bindings, nodes, range, source);
            from = &nodes[index];
        }
        if (from && arg.field != Argument::Field::copy) value = from->n;
        switch (arg.field) {
        case Argument::Field::copy: {
            if (from) out = *from;
            break;
        }
        case Argument::Field::n:
            if (from) {
                out.open_number = out.open_number || from->open_number;
                if (from->mod != Mod::none) out.mod = from->mod;
                if (from->grain != Grain::none) out.grain = from->grain;
            }
            if (!from && value == Node::unset + 1) {
                out.open_number = true;
                value = Node::unset;
            }
            out.n = out.op == Op::duration && out.n != Node::unset && value != Node::unset ? out.n * value : value;
            break;
        case Argument::Field::grain:
            if (from) {
                out.grain = from->grain;
                if (from->n != Node::unset && from->n != 1)
                    out.n = (out.n == Node::unset ? 1 : out.n) * from->n;
                else if (out.n == Node::unset && out.op == Op::duration)
                    out.n = Node::unset;
            } else {
                out.grain = static_cast<Grain>(value);
            }
            break;
        case Argument::Field::n2: out.n2 = value; break;
        case Argument::Field::grain2: out.grain2 = from ? from->grain : static_cast<Grain>(value); break;
        case Argument::Field::year:
            if (from && from->op == Op::calendar) value = from->year;
            out.year = value;
            out.two_digits = from && from->two_digits;
            break;
        case Argument::Field::month: out.month = from && from->op == Op::calendar ? from->month : value; break;
        case Argument::Field::day: out.day = value; break;
        case Argument::Field::weekday: out.weekday = from && from->op == Op::calendar ? from->weekday : value; break;
        case Argument::Field::season: out.season = value; break;
        case Argument::Field::quarter: out.quarter = value; break;
        case Argument::Field::half: out.half = value; break;
        case Argument::Field::decade: out.decade = value; break;
        case Argument::Field::century: out.century = value; break;
        case Argument::Field::feast: out.feast = from ? from->feast : value; break;
        case Argument::Field::days: out.days = value; break;
        case Argument::Field::hour: out.hour = value; break;
        case Argument::Field::minute: out.minute = value; break;
        case Argument::Field::mod: out.mod = static_cast<Mod>(value); break;
        case Argument::Field::daypart: out.daypart = from && from->daypart != Daypart::none ? from->daypart : static_cast<Daypart>(value); break;
        case Argument::Field::part: out.part = from ? from->part : static_cast<Mod>(value); break;
        case Argument::Field::rel: out.rel = static_cast<Rel>(value); break;
        case Argument::Field::from: out.from = static_cast<From>(value); break;
        case Argument::Field::of: out.of = index; break;
        case Argument::Field::a: out.a = index; break;
        case Argument::Field::b: out.b = index; break;
        case Argument::Field::freq: out.freq = value; break;
        case Argument::Field::every: out.every = value != 0; break;
        case Argument::Field::utc: out.utc = value != 0; break;
        case Argument::Field::pm: out.pm = value != 0; break;
        case Argument::Field::partial: out.partial = value != 0; break;
        }
    }
    nodes.push_back(out);
    return static_cast<std::uint32_t>(nodes.size() - 1);
}

void Grammar::tokens(Run& run, const Text& text, std::uint32_t first, std::uint32_t last) const {
    run.tokens.clear();
    const std::string& f = text.folded;
    for (std::uint32_t w = first; w < last; ++w) {
        const Word& word = text.words[w];
        std::uint32_t p = word.begin;
        const bool parts = word.is(text::has_digit) && word.end - word.begin <= longest_parted;
        while (p < word.end) {
            const bool number = parts && is_digit(f[p]);
            std::uint32_t q = parts ? p : word.end;
            while (q < word.end && is_digit(f[q]) == number) ++q;
            run.tokens.push_back({p, q, w, false, number, p == word.begin && q == word.end});
            p = q;
        }
        if (w + 1 == last) { // what stands close behind: the stop of an abbreviation, a closing bracket
            for (std::uint32_t g = word.end; g < f.size() && g < word.end + 2; ++g) {
                if (f[g] == ' ' || f[g] == '\n' || text::is_word_byte(f[g])) break;
                run.tokens.push_back({g, g + 1, w, true, false, true});
            }
            break;
        }
        std::uint32_t g = word.end;
        if (word.is(text::elided)) ++g; // its apostrophe
        for (; g < text.words[w + 1].begin; ++g) {
            if (f[g] != ' ' && f[g] != '\n') run.tokens.push_back({g, g + 1, w, true, false, true});
        }
    }
}

void Grammar::numbers(Run& run, const Text& text) const {
    const std::string_view f = text.folded;
    const auto n = static_cast<std::uint32_t>(run.tokens.size());
    const auto add = [&](std::uint32_t at, std::uint16_t symbol, std::uint32_t end, int value) {
        run.add_word(at, end, symbol, {symbol == two_ ? Meaning::two_digits : Meaning::number, static_cast<std::uint32_t>(value)});
    };
    const auto piece = [&](std::uint32_t i) { return f.substr(run.tokens[i].begin, run.tokens[i].end - run.tokens[i].begin); };
    const auto value_of = [&](std::uint32_t i) {
        long long v = 0;
        for (const char c : piece(i)) {
            v = v * 10 + (c - '0');
            if (v > 1000000000LL) return 1000000000LL;
        }
        return v;
    };
    for (std::uint32_t i = 0; i < n; ++i) {
        const Token& t = run.tokens[i];
        if (t.punctuation || !t.number) continue;
        const std::size_t size = t.end - t.begin;
        // Part of a name with letters before the digits ("G20", "A10"): no number.
        if (t.begin > text.words[t.word].begin && (i == 0 || run.tokens[i - 1].punctuation || !run.tokens[i - 1].whole)) {
            if (i == 0 || run.tokens[i - 1].word != t.word || i < 2 || !run.tokens[i - 2].number || run.tokens[i - 2].word != t.word) continue;
        }
        // 100 000, 70.000, 15,300: one number; 7,5: a decimal.
        std::uint32_t j = i;
        long long big = value_of(i);
        while (size <= 3 && j + 1 < n) {
            const bool mark = run.tokens[j + 1].punctuation;
            const std::uint32_t k = mark ? j + 2 : j + 1;
            if (k >= n || !run.tokens[k].number || run.tokens[k].end - run.tokens[k].begin != 3) break;
            if (run.tokens[k].begin - run.tokens[j].end != 1) break;
            if (mark && f[run.tokens[j + 1].begin] != '.' && f[run.tokens[j + 1].begin] != ',') break;
            if (!run.tokens[k].whole) break;
            big = std::min(big * 1000 + value_of(k), 1000000000LL);
            j = k;
        }
        if (j == i && i + 2 < n && run.tokens[i + 1].punctuation && f[run.tokens[i + 1].begin] == ',' && run.tokens[i + 2].number &&
            run.tokens[i + 2].begin == run.tokens[i + 1].end && run.tokens[i + 1].begin == t.end) {
            add(i, big_, i + 3, static_cast<int>(std::min(value_of(i), 1000000000LL)));
            i += 2;
            continue;
        }
        if (j > i) {
            add(i, num_, j + 1, static_cast<int>(big));
            add(i, big_, j + 1, static_cast<int>(big));
            i = j;
            continue;
        }
        const auto v = static_cast<int>(value_of(i));
        add(i, num_, i + 1, v);
        add(i, dnum_, i + 1, v);
        if (size <= 2 && v >= 1 && v <= 31) {
            add(i, daynum_, i + 1, v);
            add(i, ddaynum_, i + 1, v);
        }
        if (size <= 2 && v >= 1 && v <= 12) add(i, mnum_, i + 1, v);
        if (size <= 2 && v <= 24) add(i, hh_, i + 1, v);
        if (size == 2 && v < 60) add(i, mm_, i + 1, v);
        if (size == 2) add(i, two_, i + 1, v);
        if (size == 2 && v >= 1 && v <= 31) add(i, day2_, i + 1, v);
        if (size == 2 && v >= 1 && v <= 12) add(i, month2_, i + 1, v);
        if (size == 4 && v >= 1900 && v < 2100) add(i, modern_, i + 1, v);
        if (size == 4 && v >= 1000 && v < 3000) add(i, year_, i + 1, v);
        if (i + 1 < n && run.tokens[i + 1].begin == t.end && !run.tokens[i + 1].punctuation) {
            const std::uint32_t b = trie_.find(piece(i + 1));
            if (b != match::Trie::none) {
                for (const std::uint32_t e : buckets_[b].entries) {
                    if (entries_[e].symbol != ordsuffix_) continue;
                    add(i, ord_, i + 2, v);
                    if (v >= 1 && v <= 31) add(i, daynum_, i + 2, v);
                    if (v == 1) add(i, ddaynum_, i + 2, v);
                    break;
                }
            }
        }
    }
    // Numbers in words. The pieces are rows (NUMWORD with their value): 80 = 4 × 20 is the only thing this knows of French,
    // and it holds for every vigesimal system.
    const auto word_value = [&](std::uint32_t i) -> int {
        if ((run.chart[i].symbols & symbol_bit(numword_)) == 0) return -1;
        for (const Run::Edge* e = run.first(i); e != nullptr; e = run.next(*e)) {
            if (e->symbol == numword_ && e->end == i + 1) return plain_[entries_[e->meaning.value].plain].n;
        }
        return -1;
    };
    for (std::uint32_t i = 0; i < n; ++i) {
        if (run.tokens[i].punctuation || word_value(i) < 0) continue;
        if (i > 0 && run.tokens[i - 1].punctuation && f[run.tokens[i - 1].begin] == '-' && i > 1 && word_value(i - 2) >= 0) continue;
        long long total = 0;
        long long current = -1;
        std::uint32_t end = i;
        std::uint32_t words = 0;
        for (std::uint32_t k = i; k < n;) {
            const int v = word_value(k);
            if (v < 0) {
                // a joining word (value -2 in the rows: "et") or a hyphen, then a number word
                const bool hyphen = run.tokens[k].punctuation && f[run.tokens[k].begin] == '-' && k == end && k > i;
                if (hyphen && k + 1 < n && word_value(k + 1) != -1) {
                    ++k;
                    continue;
                }
                if (v == -2 && k + 1 < n && k > i) {
                    std::uint32_t m = k + 1;
                    if (run.tokens[m].punctuation && m + 1 < n) ++m;
                    const int next = word_value(m);
                    const long long tens = current % 100;
                    if ((next == 1 || next == 11) && tens >= 20 && tens <= 60 && tens % 10 == 0) {
                        k = m;
                        continue;
                    }
                }
                break;
            }
            const long long low = current < 0 ? 0 : current % 100;
            if (current < 0) {
                current = v == 1000 ? -1 : v;
                if (v == 1000) total = 1000;
                if (v == 1000) current = 0;
            } else if (v == 1000) {
                if (total > 0) break;
                total = (current == 0 ? 1 : current) * 1000;
                current = 0;
            } else if (v == 100) {
                if (current >= 100 || current == 0) {
                    if (current != 0) break;
                    current = 100;
                } else {
                    current *= 100;
                }
            } else if (v == 20 && low == 4) {
                current += 76;
            } else if (v >= 20) {
                if (low != 0) break;
                current += v;
            } else if (v >= 10) {
                if (low != 0 && low != 60 && low != 80 && !(low == 10 && v == 10)) break;
                if (low == 10) break;
                current += v;
            } else {
                if (low % 10 != 0 || (low == 10 && v < 7)) break;
                if (low == 70 || low == 90) {
                    if (v < 7) break;
                }
                current += v;
            }
            ++k;
            end = k;
            ++words;
        }
        if (end == i) continue;
        const auto v = static_cast<int>(std::min(total + std::max(current, 0LL), 1000000000LL));
        add(i, num_, end, v);
        if (v >= 2 && v <= 31) add(i, daynum_, end, v); // the first is an ordinal
        if (v >= 1 && v <= 24) add(i, hh_, end, v);
        if (v < 60) add(i, mm_, end, v);
        if (v >= 1000 && v < 3000 && words >= 3) add(i, year_, end, v);
        i = end - 1;
    }
}

/// Enters the words of the run into the chart.
void Grammar::words(Run& run, const Text& text) const {
    const auto n = static_cast<std::uint32_t>(run.tokens.size());
    const auto enter = [&](std::uint32_t bucket, std::uint32_t at, std::uint32_t behind) {
        const Token& t = run.tokens[at];
        const Word& word = text.words[t.word];
        for (const std::uint32_t id : buckets_[bucket].entries) {
            const Entry& e = entries_[id];
            if (e.elided && !word.is(text::elided)) continue;
            if (behind == at + 1) {
                // Accents: a short word must bear exactly those of the row, unless it stands in capitals; in a longer one they may be missing.
                const bool marked = word.is(text::accent);
                const bool capitals = word.is(text::upper) || (word.is(text::capital) && word.end - word.begin <= 3);
                if (e.accent && !marked && !capitals && word.end - word.begin < 4) continue;
                if (!e.accent && marked && word.end - word.begin < 5) continue;
            }
            if (holds(e.condition, text, t.word, run.tokens[behind - 1].word, run.tokens[behind - 1].end))
                run.add_word(at, behind, e.symbol, {Meaning::word, id});
        }
    };
    std::uint32_t at = 0;
    for (const Run::Hit& h : run.hits) { // by position
        while (at < n && run.tokens[at].begin < h.begin) ++at;
        std::uint32_t last = at;
        while (last < n && run.tokens[last].end < h.end) ++last;
        if (last < n && run.tokens[last].end == h.end) enter(h.bucket, at, last + 1);
    }
    for (std::uint32_t i = 0; i < n; ++i) {
        const Token& t = run.tokens[i];
        if (t.punctuation) {
            const auto mark = static_cast<unsigned char>(text.folded[t.begin]);
            if (mark < marks_.size() && marks_[mark] != 0) run.add_word(i, i + 1, marks_[mark], {Meaning::word, 0});
        } else if (!t.whole && !t.number) {
            const std::uint32_t b = trie_.find(std::string_view(text.folded).substr(t.begin, t.end - t.begin));
            if (b != match::Trie::none) enter(b, i, i + 1);
        }
    }
}

/// Finds all that rules make of the edges from `start` on; what begins behind it is known.
void Grammar::grow(Run& run, const Text& text, std::uint32_t start) const {
    Run::Cell* const chart = run.chart.data();
    Run::Cell& cell = chart[start];
    const std::uint32_t words = cell.last;
    if (words == 0) return;
    const State* const states = states_.data();
    const Context* const contexts = contexts_.data();
    const std::size_t most = run.items.size() + max_items;
    std::uint64_t made = 0; // symbols of the edges that rules make
    const auto push = [&](std::uint32_t state, std::uint32_t end, std::uint32_t parent, std::uint32_t edge) {
        const State& to = states[state];
        if (to.variants == to.variants_end && (to.wanted & chart[end].symbols) == 0) return; // nothing follows
        if (run.items.size() >= most) return;
        run.agenda.push_back(static_cast<std::uint32_t>(run.items.size()));
        run.items.push_back({state, end, parent, edge});
    };
    const auto open = [&](std::uint16_t symbol, std::uint32_t end, std::uint32_t edge) {
        const Context& context = contexts[symbol];
        if (context.state != 0 && context.fits(cell.ended, chart[end].symbols)) push(context.state, end, 0, edge);
    };
    for (std::uint32_t number = cell.first; number != 0;) {
        const Run::Edge& e = run.edges[number - 1];
        open(e.symbol, e.end, number - 1);
        number = e.next;
    }
    while (!run.agenda.empty()) {
        const std::uint32_t index = run.agenda.back();
        run.agenda.pop_back();
        const Run::Item item = run.items[index];
        const State& state = states[item.state];
        const std::uint64_t behind = chart[item.end].symbols;
        for (std::uint32_t number = state.variants; number < state.variants_end; ++number) {
            const Variant& v = variants_[number];
            if (!contexts[v.category].fits(cell.ended, behind)) continue;
            const bool result = v.category == time_ || v.category == none_;
            Run::Edge* known = nullptr;
            if (result) {
                if (cell.end > item.end || (cell.end == item.end && cell.rule <= v.rule)) continue;
            } else if ((made & symbol_bit(v.category)) != 0) {
                known = run.at_number(run.edges[words - 1].next);
                while (known != nullptr && (known->symbol != v.category || known->end != item.end)) known = run.next(*known);
                if (known != nullptr && known->rule <= v.rule) continue;
            }
            const Token& last = run.tokens[item.end - 1];
            if (!holds(v.condition, text, run.tokens[start].word, last.word, last.end)) continue;
            const Meaning meaning = v.copies ? run.edges[item.edge].meaning : Meaning{number, index};
            if (result) {
                cell.end = item.end;
                cell.rule = v.rule;
                cell.symbol = v.category;
                cell.result = meaning;
            } else if (known != nullptr) {
                // In place: what was built on the lesser reading now stands on the better one.
                known->rule = v.rule;
                known->meaning = meaning;
            } else {
                made |= symbol_bit(v.category);
                open(v.category, item.end, run.add(start, {v.category, v.rule, item.end, meaning}));
            }
        }
        if ((state.wanted & behind) == 0) continue;
        const Arc* const arcs = arcs_.data() + state.arcs;
        const Arc* const arcs_end = arcs_.data() + state.arcs_end;
        for (std::uint32_t number = chart[item.end].first; number != 0;) {
            const Run::Edge& e = run.edges[number - 1];
            if ((state.wanted & symbol_bit(e.symbol)) != 0) {
                const Arc* const arc = std::lower_bound(arcs, arcs_end, e.symbol, [](const Arc& a, std::uint16_t s) { return a.symbol < s; });
                if (arc != arcs_end && arc->symbol == e.symbol) push(arc->state, e.end, index + 1, number - 1);
            }
            number = e.next;
        }
    }
}

/// The node of what stands from token `begin` to `end`; 0 for what says nothing.
std::uint32_t Grammar::build(Run& run, Meaning meaning, std::uint32_t begin, std::uint32_t end) const {
    Range range{run.tokens[begin].begin, run.tokens[end - 1].end};
    if (meaning.variant == Meaning::word) {
        const Entry& entry = entries_[meaning.value];
        if (entry.literal) return 0;
        if (entry.plain == 0) return evaluate(entry.expression, nullptr, run.nodes, range, entry.source);
        run.nodes.push_back(plain_[entry.plain]);
    } else if (meaning.variant == Meaning::number || meaning.variant == Meaning::two_digits) {
        Node& number = run.nodes.emplace_back();
        number.op = Op::number;
        number.n = static_cast<int>(meaning.value);
        number.two_digits = meaning.variant == Meaning::two_digits;
    } else {
        const Variant& variant = variants_[meaning.variant];
        const Rule& rule = rules_[variant.rule];
        std::uint32_t bound[12] = {};
        std::uint32_t at = meaning.value + 1;
        for (int element = variant.size - 1; element >= 0; --element) {
            const Run::Item item = run.items[at - 1];
            at = item.parent;
            const std::uint32_t from = at == 0 ? begin : run.items[at - 1].end;
            const std::int8_t b = elements_[variant.elements + static_cast<std::uint32_t>(element)].binding;
            if (b >= 0) bound[b] = build(run, run.edges[item.edge].meaning, from, item.end);
            if (element == variant.extent_first) range.begin = run.tokens[from].begin;
            if (element == variant.extent_last) range.end = run.tokens[from - 1].end;
        }
        const bool same = rule.same >= 0 && bound[rule.same] != 0;
        const std::uint32_t node = same ? bound[rule.same] : evaluate(rule.expression, bound, run.nodes, range, rule.source);
        if (variant.extent_first >= 0) run.nodes[node].range = range;
        return node;
    }
    run.nodes.back().range = range;
    return static_cast<std::uint32_t>(run.nodes.size() - 1);
}

void Grammar::parse_run(Run& run, const Text& text, std::vector<Parse>& out) const {
    const auto n = static_cast<std::uint32_t>(run.tokens.size());
    run.edges.clear();
    run.items.clear();
    run.chart.assign(n + 1, {});
    words(run, text);
    numbers(run, text);
    for (std::uint32_t start = n; start-- > 0;) grow(run, text, start);
    for (std::uint32_t i = 0; i < n;) {
        const Run::Cell& cell = run.chart[i];
        if (cell.end == 0) {
            ++i;
            continue;
        }
        const Token& last = run.tokens[cell.end - 1];
        if (cell.symbol == time_) out.push_back({build(run, cell.result, i, cell.end), run.tokens[i].word, last.word + 1});
        i = cell.end;
    }
}

void Grammar::walk(Run& run, const Text& text, std::uint32_t begin, std::uint32_t end, std::vector<Node>& nodes, std::vector<Parse>& out) const {
    const std::string_view folded = text.folded;
    std::uint32_t first = begin; // of the run
    std::uint32_t covered = 0;   // folded offset up to which a longer phrase reaches
    bool open = false;
    bool trigger = false;
    const auto close = [&](std::uint32_t last) {
        if (open && trigger) {
            const std::size_t from = out.size();
            run.nodes.resize(1);
            tokens(run, text, first, last);
            parse_run(run, text, out);
            run.keep(out, from, nodes);
        }
        open = false;
        trigger = false;
        run.hits.clear();
    };
    for (std::uint32_t w = begin; w < end; ++w) {
        const Word& word = text.words[w];
        if (open) {
            const std::string_view gap = text.gap_after(w - 1);
            bool together = joins(gap) && w - first < max_run;
            if (together && word.is(text::sentence_start) && word.begin >= covered && !text.words[w - 1].is(text::elided)) {
                // "31. 03. 2014": the stops of a date end no sentence.
                together = is_digit(folded[word.begin]) && is_digit(folded[text.words[w - 1].end - 1]) && gap[0] == '.';
            }
            if (!together) close(w);
        }
        const bool number = is_digit(folded[word.begin]);
        bool known = number;
        bool triggers = number;
        trie_.each(text, w, [&](match::Trie::Hit h) {
            run.hits.push_back({word.begin, h.end, h.value});
            covered = std::max(covered, h.end);
            known = true;
            triggers = triggers || buckets_[h.value].trigger;
        });
        if (!known && word.begin >= covered) {
            if (open) close(w);
            continue;
        }
        if (!open) {
            open = true;
            first = w;
        }
        trigger = trigger || triggers;
    }
    close(end);
}

void Grammar::parse(const Text& text, std::vector<Node>& nodes, std::vector<Parse>& out) const {
    Run run;
    // Words that are no part of any key end a run; of what stands between them most holds nothing that makes it an expression.
    const auto count = static_cast<std::uint32_t>(text.words.size());
    const auto part_of = [&](std::uint32_t w) {
        const std::uint8_t known = part(text.words[w].hash);
        return text.words[w].is(text::has_digit) && is_digit(text.folded[text.words[w].begin]) ? std::uint8_t{part_word | part_trigger} : known;
    };
    for (std::uint32_t w = 0; w < count; ++w) {
        const std::uint32_t begin = w;
        std::uint8_t parts = 0;
        for (std::uint8_t here = 0; w < count && (here = part_of(w)) != 0; ++w) parts |= here;
        if ((parts & part_trigger) != 0) walk(run, text, begin, w, nodes, out);
    }
}

} // namespace stoltenberg::time
