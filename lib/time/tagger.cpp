#include "time/tagger.hpp"

#include <algorithm>

#include "time/direction.hpp"
#include "time/grammar.hpp"
#include "time/joined.hpp"
#include "time/passes.hpp"
#include "time/timex.hpp"

namespace stoltenberg::time {

// Node of the interface is the one of node.hpp.

Findings::Findings() : nodes(std::make_unique<std::vector<Node>>()) {}
Findings::~Findings() = default;
Findings::Findings(Findings&&) noexcept = default;
Findings& Findings::operator=(Findings&&) noexcept = default;

namespace {

using D = std::chrono::days;

/// What the first of two leaves out and the second says: "les 4 et 5 mai", "de janvier à mars 2020".
void inherit(std::vector<Node>& nodes, std::uint32_t from_index, std::uint32_t to_index, bool ordered) {
    const std::uint32_t ia = calendar_under(nodes, to_index);
    const std::uint32_t ib = calendar_under(nodes, from_index);
    if (ia == 0 || ib == 0) return;
    Node& a = nodes[ia];
    const Node b = nodes[ib];
    if (a.day != Node::unset && a.month == Node::unset && b.month != Node::unset && b.day != Node::unset) {
        a.month = b.month;
        a.year = b.year;
        a.two_digits = b.two_digits;
        if (a.of == 0) a.of = b.of;
        if (a.rel == Rel::none) a.rel = b.rel;
        if (ordered && a.day > b.day) {
            a.month = b.month == 1 ? 12 : b.month - 1;
            if (b.month == 1 && a.year != Node::unset) --a.year;
        }
        return;
    }
    if (a.year == Node::unset && b.year != Node::unset && a.rel == Rel::none && a.of == 0 &&
        (a.month != Node::unset || a.season != Node::unset || a.quarter != Node::unset || a.half != Node::unset)) {
        a.year = b.year;
        a.two_digits = b.two_digits;
        const bool later = a.month != Node::unset && b.month != Node::unset &&
                           (a.month > b.month || (a.month == b.month && a.day != Node::unset && b.day != Node::unset && a.day > b.day));
        if (ordered && later) --a.year;
    }
}

/// The other way round: "du 3 mai au 25".
void continue_from(std::vector<Node>& nodes, std::uint32_t from_index, std::uint32_t to_index) {
    const std::uint32_t ia = calendar_under(nodes, from_index);
    const std::uint32_t ib = calendar_under(nodes, to_index);
    if (ia == 0 || ib == 0) return;
    const Node a = nodes[ia];
    Node& b = nodes[ib];
    if (b.day == Node::unset || b.month != Node::unset || a.month == Node::unset || a.day == Node::unset) return;
    b.month = a.month;
    b.year = a.year;
    b.two_digits = a.two_digits;
    if (b.of == 0) b.of = a.of;
    if (b.day < a.day) {
        b.month = a.month == 12 ? 1 : a.month + 1;
        if (a.month == 12 && b.year != Node::unset) ++b.year;
    }
}

class Emitter {
public:
    Emitter(std::vector<Node>& nodes, std::vector<std::uint32_t>& out) : nodes_(nodes), out_(out) {}

    void emit(std::uint32_t index, int depth = 0) {
        if (index == 0 || depth > 40) return;
        const Node n = nodes_[index];
        switch (n.op) {
        case Op::none: return;
        case Op::range: {
            const std::uint32_t a = last_of(n.a), b = first_of(n.b);
            inherit(nodes_, b, a, true);
            continue_from(nodes_, a, b);
            share_day(a, b);
            nodes_[a].role = Role::begin;
            nodes_[a].link = b;
            nodes_[b].role = Role::end;
            nodes_[b].link = a;
            emit(n.a, depth + 1);
            emit(n.b, depth + 1);
            return;
        }
        case Op::list: {
            // The rest first: it may itself lack what its own end says.
            const std::uint32_t a = last_of(n.a);
            prepare(n.b, depth + 1);
            const std::uint32_t b = first_of(n.b);
            inherit(nodes_, b, a, false);
            continue_from(nodes_, a, b);
            share_day(a, b);
            if (nodes_[a].link == 0) nodes_[a].link = b;
            nodes_[a].role = Role::member;
            if (nodes_[b].role == Role::alone) nodes_[b].role = Role::member;
            emit(n.a, depth + 1);
            emit(n.b, depth + 1);
            return;
        }
        case Op::pair:
            place(n.b, n.a, depth + 1);
            if (nodes_[first_of(n.a)].range.begin <= nodes_[first_of(n.b)].range.begin) {
                emit(n.a, depth + 1);
                emit(n.b, depth + 1);
            } else {
                emit(n.b, depth + 1);
                emit(n.a, depth + 1);
            }
            return;
        default: out_.push_back(index);
        }
    }

private:
    std::uint32_t first_of(std::uint32_t i) const {
        for (int k = 0; k < 40; ++k) {
            const Op op = nodes_[i].op;
            if (op != Op::list && op != Op::range && op != Op::pair) return i;
            i = nodes_[i].a;
        }
        return i;
    }
    std::uint32_t last_of(std::uint32_t i) const {
        for (int k = 0; k < 40; ++k) {
            const Op op = nodes_[i].op;
            if (op == Op::pair)
                i = nodes_[i].a;
            else if (op == Op::list || op == Op::range)
                i = nodes_[i].b;
            else
                return i;
        }
        return i;
    }
    void prepare(std::uint32_t i, int depth) {
        if (depth > 40 || nodes_[i].op != Op::list) return;
        prepare(nodes_[i].b, depth + 1);
        inherit(nodes_, first_of(nodes_[i].b), last_of(nodes_[i].a), false);
    }
    /// Clock times and dayparts that name no day take that of the other ("de 9h30 à 11h jeudi").
    void share_day(std::uint32_t a, std::uint32_t b) {
        const auto open = [&](std::uint32_t i) { return (nodes_[i].op == Op::clock || nodes_[i].op == Op::daypart) && nodes_[i].of == 0; };
        if (open(a) && !open(b) && nodes_[b].op == nodes_[a].op)
            nodes_[a].of = nodes_[b].of;
        else if (open(b) && !open(a) && nodes_[b].op == nodes_[a].op)
            nodes_[b].of = nodes_[a].of;
    }
    /// Puts the clock times and dayparts of `i` on a day.
    void place(std::uint32_t i, std::uint32_t day, int depth) {
        if (i == 0 || depth > 40) return;
        Node& n = nodes_[i];
        if (n.op == Op::list || n.op == Op::range || n.op == Op::pair) {
            place(n.a, day, depth + 1);
            place(nodes_[i].b, day, depth + 1);
        } else if ((n.op == Op::clock || n.op == Op::daypart) && n.of == 0) {
            n.of = first_of(day);
        }
    }

    std::vector<Node>& nodes_;
    std::vector<std::uint32_t>& out_;
};

Fields fields_of(const std::vector<Node>& nodes, std::uint32_t index) {
    Fields f;
    const auto take = [](int v) -> std::optional<unsigned> {
        return v == Node::unset ? std::nullopt : std::optional<unsigned>(static_cast<unsigned>(v));
    };
    const Node& n = nodes[index];
    if (n.op == Op::clock) f.minute_of_day = (n.hour == Node::unset ? 0 : n.hour) * 60 + (n.minute == Node::unset ? 0 : n.minute);
    if (const std::uint32_t c = calendar_under(nodes, index)) {
        const Node& d = nodes[c];
        if (d.year != Node::unset) f.year = d.year;
        f.month = take(d.month);
        f.day = take(d.day);
        f.weekday = take(d.weekday);
    }
    std::uint32_t i = index;
    for (int k = 0; k < 8 && i != 0 && (nodes[i].op == Op::daypart || nodes[i].op == Op::clock); ++k) i = nodes[i].of;
    if (i != 0 && nodes[i].op == Op::shift && nodes[i].grain == Grain::day && nodes[i].from == From::dct && nodes[i].of == 0) {
        f.day_offset = nodes[i].n == Node::unset ? 0 : nodes[i].n;
        if (nodes[i].weekday != Node::unset) f.weekday = take(nodes[i].weekday);
    }
    return f;
}

/// "2015", whole, and no end of a range.
bool only_year(const Node& n) {
    return n.op == Op::calendar && n.year != Node::unset && !n.two_digits && n.month == Node::unset && n.season == Node::unset &&
           n.quarter == Node::unset && n.half == Node::unset && n.feast == Node::unset && n.role == Role::alone;
}

constexpr std::uint32_t no_word = 0xFFFFFFFF;

/// What the sentence has spoken of.
struct Spoken {
    std::size_t sentence = 0;
    std::uint32_t days = no_word; ///< behind "tous les soirs", "chaque lundi"
    bool day = false;             ///< one day; of the sentence before, too
    bool years = false;           ///< "chaque année"
};

/// "tous les jours", "chaque lundi", "le soir"; no adjective ("le rapport quotidien").
bool repeated_days(const std::vector<Node>& nodes, const Found& f) {
    const Node& n = nodes[f.node];
    if (n.op != Op::set || n.of == 0) return false;
    const Node& of = nodes[n.of];
    return of.op == Op::daypart || of.grain == Grain::weekend || (of.op == Op::unit && of.grain == Grain::day && f.last > f.first + 1) ||
           (of.op == Op::calendar && (of.weekday != Node::unset || of.day != Node::unset));
}

bool repeated_years(const std::vector<Node>& nodes, const Found& f) {
    const Node& n = nodes[f.node];
    return n.op == Op::set && f.last > f.first + 1 && (nodes[n.of].grain == Grain::year || nodes[n.of].season != Node::unset);
}

bool names_day(const std::vector<Node>& nodes, std::uint32_t i) {
    for (int k = 0; k < 8 && i != 0 && (nodes[i].op == Op::daypart || nodes[i].op == Op::clock || nodes[i].op == Op::part); ++k) i = nodes[i].of;
    const Node& n = nodes[i];
    return n.op == Op::shift || n.op == Op::nth || (n.op == Op::calendar && (n.day != Node::unset || n.weekday != Node::unset));
}

/// "en mars", "l'été"
bool only_month(const Node& n) {
    return n.op == Op::calendar && (n.month != Node::unset || n.season != Node::unset) && n.day == Node::unset && n.year == Node::unset &&
           n.of == 0 && n.rel == Rel::none;
}

/// "l'an dernier"
bool relative_year(const Node& n) { return n.op == Op::shift && n.grain == Grain::year && n.from == From::dct && n.of == 0 && n.role == Role::alone; }

/// "2022-11" and the like: the days that are possible.
std::vector<Day> possible(const base::Reference& reference) {
    if (!reference.candidates.empty()) {
        return reference.candidates.size() <= 400 ? reference.candidates : std::vector<Day>{};
    }
    const std::string& v = reference.value;
    const auto digit = [&](std::size_t i) { return i < v.size() && v[i] >= '0' && v[i] <= '9'; };
    const auto number = [&](std::size_t at, std::size_t size) {
        int n = 0;
        for (std::size_t i = at; i < at + size; ++i) n = n * 10 + (v[i] - '0');
        return n;
    };
    const auto digits = [&](std::size_t at, std::size_t size) {
        for (std::size_t i = at; i < at + size; ++i) {
            if (!digit(i)) return false;
        }
        return true;
    };
    std::vector<Day> out;
    if (v.size() == 4 && digits(0, 4)) {
        for (Day d = clamped(number(0, 4), 1, 1); d < clamped(number(0, 4) + 1, 1, 1); d += D{1}) out.push_back(d);
    } else if (v.size() == 7 && digits(0, 4) && digits(5, 2) && number(5, 2) >= 1 && number(5, 2) <= 12) {
        for (Day d = clamped(number(0, 4), number(5, 2), 1); d < clamped(number(0, 4), number(5, 2) + 1, 1); d += D{1}) out.push_back(d);
    } else if (v.size() == 10 && v.starts_with("XXXX-") && digits(5, 2) && digits(8, 2)) {
        for (int y = 1980; y <= 2040; ++y) {
            if (const auto d = make_day(y, static_cast<unsigned>(number(5, 2)), static_cast<unsigned>(number(8, 2)))) out.push_back(*d);
        }
    }
    return out;
}

} // namespace

struct Tagger::Impl {
    Impl(const data::Pack& pack, std::string_view language) : grammar(pack, language), compass(pack, language) {}
    Grammar grammar;
    Compass compass;

    [[nodiscard]] Timex write(std::uint32_t index, const std::vector<Node>& nodes, const Answer& answer, std::optional<Day> dct) const;
    void write(const Node& node, const std::vector<Node>& nodes, const Point& p, std::optional<Day> dct, Timex& t) const;
};

Tagger::Tagger(const data::Pack& pack, std::string_view language) : impl_(std::make_unique<const Impl>(pack, language)) {}
Tagger::~Tagger() = default;
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;

void Tagger::find(const text::Text& text, const clause::Layer& clauses, Findings& out) const {
    out.found.clear();
    if (!out.nodes) out.nodes = std::make_unique<std::vector<Node>>();
    std::vector<Node>& nodes = *out.nodes;
    nodes.clear();
    nodes.emplace_back();
    std::vector<Parse> parses;
    impl_->grammar.parse(text, nodes, parses);
    std::vector<std::uint32_t> indices;
    for (const Parse& p : parses) {
        indices.clear();
        Emitter(nodes, indices).emit(p.node);
        for (const std::uint32_t i : indices) {
            Found f;
            f.range = nodes[i].range;
            f.first = text.word_at(f.range.begin);
            if (f.first > 0 && text.words[f.first - 1].end > f.range.begin) --f.first;
            f.last = text.word_at(f.range.end);
            f.node = i;
            f.fields = fields_of(nodes, i);
            const std::uint32_t c = calendar_under(nodes, i);
            f.calendar = c != 0 && (nodes[c].month != Node::unset || nodes[c].year != Node::unset || nodes[c].day != Node::unset) &&
                         nodes[c].rel == Rel::none;
            f.demonstrative = c != 0 && nodes[c].rel == Rel::current;
            out.found.push_back(f);
        }
    }
    // Extents never overlap; a rule whose brackets do is cut to the first.
    base::leftmost_longest(out.found, [](const Found& f) { return f.range; });
    for (std::size_t i = 0; i < out.found.size(); ++i) {
        Found& f = out.found[i];
        f.direction = impl_->compass.of(text, clauses, f, i > 0 ? &out.found[i - 1] : nullptr);
        if (const std::size_t sentence = text.sentence_at(f.range.begin); sentence < text.sentences.size()) {
            const std::uint32_t opening = text.sentences[sentence].first_word;
            f.fronted = f.first <= opening;
            f.frame = (f.first == opening + 1 && only_year(nodes[f.node]) && impl_->compass.frames(text, opening)) ||
                      (f.fronted && relative_year(nodes[f.node]));
        }
        // What says its own direction hands it on to what is coordinated with it.
        Node& n = nodes[f.node];
        if (n.rel == Rel::any && n.op == Op::shift && n.weekday == Node::unset && impl_->compass.nowadays(text, clauses, f)) {
            n.op = Op::ref;
            n.n = 0;
        }
        if (n.rel == Rel::next || (n.op == Op::shift && n.from == From::dct && n.n > 0)) f.direction = Direction::future;
        if (n.rel == Rel::last || (n.op == Op::shift && n.from == From::dct && n.n < 0 && n.n != Node::unset)) f.direction = Direction::past;
    }
    bool dated = false; // has the text named a day?
    Spoken spoken;
    for (std::size_t i = 0; i < out.found.size(); ++i) {
        Found& f = out.found[i];
        const Op op = nodes[f.node].op;
        const std::size_t sentence = text.sentence_at(f.range.begin);
        if (sentence != spoken.sentence) spoken = {sentence, no_word, spoken.day && sentence == spoken.sentence + 1, false};
        if (repeated_days(nodes, f)) spoken.days = f.last;
        if (repeated_years(nodes, f)) spoken.years = true;
        // "tous les soirs à 20 h 30", "ouvert de 9 h à 18 h", "tous les ans, en mars, il part": of no one day, of no one year
        const Node& said = nodes[f.node];
        const bool clock = op == Op::clock && said.of == 0;
        const std::uint32_t named = op == Op::part ? said.of : f.node; // "à la mi-mai"
        if ((clock && ((spoken.days != no_word && impl_->compass.repeats(text, clauses, f, spoken.days)) ||
                       (said.role != Role::alone && !spoken.day && impl_->compass.opening(text, clauses, f)))) ||
            (spoken.years && only_month(nodes[named]) && impl_->compass.general(text, clauses, f, true))) {
            if (clock) spoken.days = f.last; // "de 9 h à 12 h et de 14 h à 18 h"
            nodes[named].rel = Rel::any;
            continue;
        }
        if (names_day(nodes, f.node)) spoken = {sentence, no_word, true, false};
        // "le soir, il lit": with no day spoken of, every evening; "les pensions sont versées le 9 du mois": every month
        const Node open = nodes[f.node];
        const bool evening = op == Op::daypart && open.of == 0 && !dated;
        const bool monthly = op == Op::calendar && open.day != Node::unset && open.month == Node::unset && open.weekday == Node::unset;
        if (open.rel == Rel::any && (evening || monthly) && impl_->compass.general(text, clauses, f, monthly)) {
            nodes.push_back(open);
            Node& set = nodes[f.node];
            set.op = Op::set;
            set.of = static_cast<std::uint32_t>(nodes.size() - 1);
            set.every = true;
            continue;
        }
        dated = dated || (op != Op::duration && op != Op::window && op != Op::set && op != Op::ref);
        // "à la veille du scrutin de dimanche": the day of the noun is what it counts from
        Node& n = nodes[f.node];
        if (op != Op::shift || n.grain != Grain::day || n.of != 0 || i + 1 >= out.found.size()) continue;
        const int days = n.from == From::clause ? n.days : n.from == From::focus && n.n != Node::unset ? n.n : 0;
        const Found& next = out.found[i + 1];
        const Op day = nodes[next.node].op;
        if (days == 0 || (day != Op::calendar && day != Op::shift) || !impl_->compass.leads_to(text, clauses, f.last, text.word_at(next.range.begin)))
            continue;
        n.n = days;
        n.of = next.node;
        n.from = From::none;
        f.direction = next.direction;
    }
}

Timex Tagger::Impl::write(std::uint32_t index, const std::vector<Node>& nodes, const Answer& answer, std::optional<Day> dct) const {
    Timex t;
    if (answer.end) {
        t.begin_point = timex_value(answer.point);
        t.end_point = timex_value(*answer.end);
    }
    write(nodes[index], nodes, answer.point, dct, t);
    t.why = grammar.where(nodes[index].source);
    return t;
}

void Tagger::Impl::write(const Node& node, const std::vector<Node>& nodes, const Point& p, std::optional<Day> dct, Timex& t) const {
    const auto status = [&] {
        t.anchor = p.anchor;
        t.status = p.candidates               ? TimexStatus::ambiguous
                   : !p.known                 ? TimexStatus::unresolved
                   : p.anchor == Anchor::none ? TimexStatus::absolute
                                              : TimexStatus::resolved;
    };
    switch (node.op) {
    case Op::duration:
    case Op::window: {
        const Node& length = node.op == Op::window && node.of != 0 ? nodes[node.of] : node;
        t.type = TimexType::duration;
        t.granularity = "duration";
        t.value = duration_value(length);
        t.status = TimexStatus::absolute;
        Mod mod = node.mod != Mod::none ? node.mod : length.mod;
        t.mod = mod_name(mod);
        if (node.op == Op::window) {
            const bool back = node.n < 0;
            (back ? t.end_point : t.begin_point) = "dct";
            t.anchor = Anchor::dct;
            t.status = TimexStatus::resolved;
            if (dct) {
                const Grain g = length.grain < Grain::day ? Grain::day : length.grain;
                if (length.grain < Grain::day) {
                    t.interval = Interval{LocalTime{*dct}, LocalTime{*dct + D{1}}};
                } else if (length.n != Node::unset && !length.open_number && length.n < 1000 && length.grain >= Grain::day &&
                           length.n2 == Node::unset) {
                    const Day here = floor(*dct, g);
                    const bool whole = node.rel == Rel::current; // "les deux dernières années": calendar units
                    const Day edge = whole && back ? here : whole ? next(here, g, 1) : *dct;
                    const Day other = whole ? next(edge, g, back ? -length.n : length.n) : add(*dct, g, back ? -length.n : length.n);
                    const Day from = std::min(edge, other);
                    const Day until = std::max(edge, other) + D{whole ? 0 : 1};
                    const auto written = [](Day d) { return date_of(d).year >= 0 && date_of(d).year <= 9999; };
                    if (written(from)) t.interval.emplace().from = LocalTime{from};
                    if (written(until)) (t.interval ? *t.interval : t.interval.emplace()).until = LocalTime{until};
                    if (written(other)) (back ? t.begin_point : t.end_point) = iso_date(other);
                } else {
                    t.interval = back ? Interval{std::nullopt, LocalTime{*dct + D{1}}} : Interval{LocalTime{*dct}, std::nullopt};
                }
            }
        }
        return;
    }
    case Op::set: {
        t.type = TimexType::set;
        t.status = TimexStatus::absolute;
        t.granularity = "duration";
        const Node& of = nodes[node.of];
        if (node.of != 0 && of.op == Op::duration)
            t.value = duration_value(of);
        else if (node.of != 0 && of.op == Op::unit) {
            Node d = of;
            d.n = of.n == Node::unset ? 1 : of.n;
            if (node.n != Node::unset) d.n *= node.n;
            d.open_number = false;
            t.value = duration_value(d);
        } else {
            std::uint32_t c = node.of;
            std::string suffix;
            if (of.op == Op::daypart) {
                suffix = daypart_code(of.daypart);
                c = of.of;
            }
            const Node& d = nodes[c]; // node 0 says nothing
            if (d.weekday != Node::unset)
                t.value = "XXXX-WXX-" + std::to_string(d.weekday);
            else if (d.grain == Grain::weekend)
                t.value = "XXXX-WXX-WE";
            else if (d.day != Node::unset || d.month != Node::unset) {
                const auto two = [](int v) { return v == Node::unset ? std::string("XX") : (v < 10 ? "0" : "") + std::to_string(v); };
                t.value = "XXXX-" + two(d.month) + (d.day != Node::unset ? "-" + two(d.day) : "");
            } else if (d.season != Node::unset) {
                static const char* const names[] = {"SP", "SU", "FA", "WI"};
                t.value = std::string("XXXX-") + names[d.season & 3];
            } else
                t.value = "XXXX-XX-XX";
            t.value += suffix;
            t.granularity = suffix.empty() ? "day" : "daypart";
        }
        if (node.every) t.quant = "EVERY";
        if (node.freq == Node::unset + 1)
            t.freq = "X"; // "plusieurs fois"
        else if (node.freq != Node::unset)
            t.freq = std::to_string(node.freq) + "X";
        t.mod = mod_name(node.mod);
        return;
    }
    case Op::ref:
        t.type = TimexType::date;
        t.granularity = "vague";
        t.value = node.n < 0 ? "PAST_REF" : node.n > 0 ? "FUTURE_REF" : "PRESENT_REF";
        t.status = TimexStatus::unresolved;
        t.anchor = Anchor::dct;
        return;
    case Op::offset:
        if (!names_point(node, nodes)) {
            t.type = TimexType::date;
            t.granularity = "vague";
            t.value = node.n < 0 ? "PAST_REF" : "FUTURE_REF";
            t.status = TimexStatus::unresolved;
            t.anchor = node.from == From::focus ? Anchor::previous : Anchor::dct;
            return;
        }
        break;
    default: break;
    }
    const Mod own = own_mod(node, nodes);
    t.type = p.minute >= 0 || p.daypart != Daypart::none ? TimexType::time : TimexType::date;
    t.value = timex_value(p);
    t.edtf = edtf(p, own);
    t.interval = interval(p, own);
    t.granularity = granularity(p);
    t.mod = point_mod(p, own);
    if (p.candidates) t.candidates = {iso_date(p.candidates->front()), iso_date(p.candidates->back())};
    status();
}

std::vector<Resolved> Tagger::resolve(const text::Text& text, const clause::Layer& /*clauses*/, const Findings& findings,
                                      const base::Reference& reference, Prefer prefer, const std::vector<Range>& skip) const {
    std::vector<Resolved> out;
    out.reserve(findings.found.size());
    std::vector<bool> skipped(findings.found.size(), false);
    for (std::size_t i = 0, s = 0; i < findings.found.size(); ++i) {
        while (s < skip.size() && skip[s].end <= findings.found[i].range.begin) ++s;
        skipped[i] = s < skip.size() && skip[s].overlaps(findings.found[i].range);
    }
    std::optional<int> minute;
    if (reference.time_of_day) minute = static_cast<int>(reference.time_of_day->count());
    const std::vector<Day> days = possible(reference);
    const std::vector<Node>& nodes = *findings.nodes;
    Passes passes(impl_->grammar, text, findings, skipped, minute, prefer);
    const auto timex = [&](std::size_t i, const Answer& answer, std::optional<Day> dct) {
        return impl_->write(findings.found[i].node, nodes, answer, dct);
    };
    if (days.size() <= 1) {
        const auto dct = days.empty() ? std::nullopt : std::optional<Day>(days[0]);
        const std::vector<Answer>& answers = passes.under(dct);
        for (std::size_t i = 0; i < answers.size(); ++i) out.push_back({findings.found[i].range, timex(i, answers[i], dct)});
        return out;
    }
    // Several days are possible: resolve under each, and join.
    const std::vector<Answer>& first = passes.under(days[0]);
    std::vector<Joined> joined;
    std::vector<std::size_t> open; // another day may still say something about them
    joined.reserve(first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        const Node& node = nodes[findings.found[i].node];
        joined.emplace_back(first[i], timex(i, first[i], days[0]), own_mod(node, nodes));
        if (passes.varies(i) || node.op == Op::window)
            open.push_back(i);
        else
            passes.ask(i, false);
    }
    for (std::size_t c = 1; c < days.size() && !open.empty(); ++c) {
        const std::vector<Answer>& answers = passes.under(days[c]);
        std::erase_if(open, [&](std::size_t i) {
            const Node& node = nodes[findings.found[i].node];
            if (node.op == Op::window) // counted from the day itself
                joined[i].window(timex(i, answers[i], days[c]));
            else if (names_point(node, nodes))
                joined[i].point(answers[i]);
            if (!joined[i].settled()) return false;
            passes.ask(i, false);
            return true;
        });
    }
    for (std::size_t i = 0; i < joined.size(); ++i) passes.ask(i, !joined[i].sure());
    const std::vector<Answer>& undated = passes.under(std::nullopt);
    for (std::size_t i = 0; i < joined.size(); ++i) {
        const bool sure = joined[i].sure();
        out.push_back({findings.found[i].range, sure ? std::move(joined[i].timex()) : joined[i].doubtful(timex(i, undated[i], std::nullopt))});
    }
    return out;
}

unsigned iso_weekday(base::Day day) noexcept { return weekday_of(day); }

std::optional<base::Day> make_day(int year, unsigned month, unsigned day) noexcept {
    if (month < 1 || month > 12 || day < 1 || year < -9999 || year > 9999 || day > days_in_month(year, month)) return std::nullopt;
    return clamped(year, static_cast<int>(month), day);
}

std::string iso_date(base::Day day) {
    Point p;
    p.known = true;
    p.day = day;
    return timex_value(p);
}

} // namespace stoltenberg::time
