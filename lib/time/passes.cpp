#include "time/passes.hpp"

#include <algorithm>

namespace stoltenberg::time {
namespace {

using D = std::chrono::days;

/// "Less than two weeks ago" names no day that something else could be counted from.
bool vague_distance(const Node& node, const std::vector<Node>& nodes, const Point& point) {
    if (!names_point(node, nodes)) return false;
    const Mod mod = point.part != Mod::none ? point.part : own_mod(node, nodes);
    return mod == Mod::less_than || mod == Mod::more_than;
}

bool only_weekday(const std::vector<Node>& nodes, std::uint32_t index) {
    const std::uint32_t c = calendar_under(nodes, index);
    if (c == 0) return false;
    const Node& n = nodes[c];
    return n.weekday != Node::unset && n.day == Node::unset && n.month == Node::unset && n.of == 0 && n.rel == Rel::none;
}

bool without_year(const std::vector<Node>& nodes, std::uint32_t index) {
    const std::uint32_t c = calendar_under(nodes, index);
    return c != 0 && nodes[c].month != Node::unset && nodes[c].year == Node::unset && nodes[c].of == 0 && nodes[c].rel == Rel::none;
}

bool is_point(const Node& n) {
    return n.op == Op::calendar || n.op == Op::shift || n.op == Op::nth || n.op == Op::part || n.op == Op::daypart || n.op == Op::clock ||
           n.op == Op::offset;
}

/// A day and its month.
bool tells_story(const Node& n) { return n.op == Op::calendar && n.day != Node::unset && n.month != Node::unset; }

} // namespace

bool without_number(const Node& length) { return length.open_number || length.n == Node::unset; }

bool names_point(const Node& node, const std::vector<Node>& nodes) { return node.op != Op::offset || !without_number(nodes[node.of]); }

Mod own_mod(const Node& node, const std::vector<Node>& nodes) {
    return node.mod != Mod::none ? node.mod : node.op == Op::offset ? nodes[node.of].mod : Mod::none;
}

std::uint32_t calendar_under(const std::vector<Node>& nodes, std::uint32_t index) {
    for (int i = 0; i < 8 && index != 0; ++i) {
        const Node& n = nodes[index];
        if (n.op == Op::calendar) return index;
        if (n.op != Op::daypart && n.op != Op::clock && n.op != Op::part) return 0;
        index = n.of;
    }
    return 0;
}

Passes::Passes(const Grammar& grammar, const text::Text& text, const Findings& findings, const std::vector<bool>& skipped, std::optional<int> minute,
               Prefer prefer)
    : grammar_(grammar), text_(text), findings_(findings), nodes_(*findings.nodes), minute_(minute), prefer_(prefer), states_(findings.found.size()),
      answers_(findings.found.size()) {
    options_.reserve(findings.found.size());
    for (const Found& f : findings.found) {
        Resolver::Options o = options_of(f);
        o.sentence = text.sentence_at(f.range.begin);
        o.begin = f.range.begin;
        o.fronted = f.fronted;
        options_.push_back(o);
    }
    for (std::size_t i = 0; i < states_.size(); ++i) {
        const Node& node = nodes_[findings.found[i].node];
        answers_[i].is_point = states_[i].point = is_point(node);
        states_[i].skipped = skipped[i];
        states_[i].tells_story = tells_story(node);
        states_[i].leans_on_focus = node.role != Role::alone; // its partner may be resolved ahead
    }
}

Resolver::Options Passes::options_of(const Found& f) const {
    Resolver::Options o;
    o.announced = f.announced;
    o.tense = f.direction == Direction::future ? Tense::future : f.direction == Direction::past ? Tense::past : Tense::none;
    if (prefer_ != Prefer::tense) {
        o.forced = true;
        o.strict_future = true;
        if (!f.fixed) o.tense = prefer_ == Prefer::future ? Tense::future : Tense::past;
    }
    return o;
}

const std::vector<Answer>& Passes::under(std::optional<Day> dct) {
    do {
        if (changed_) want();
    } while (!pass(dct));
    first_ = false;
    return answers_;
}

void Passes::want() {
    wanted_.clear();
    bool focus = false, story = false; // asked for by one behind
    for (std::size_t i = states_.size(); i-- > 0;) {
        const State& s = states_[i];
        if (!s.point || !(s.asked || focus || (story && s.tells_story) || findings_.found[i].frame)) continue;
        wanted_.push_back(i);
        if (!first_ && !s.varies) continue;
        focus = focus || s.leans_on_focus;
        story = story || s.leans_on_story;
    }
    std::reverse(wanted_.begin(), wanted_.end());
    changed_ = false;
}

bool Passes::pass(std::optional<Day> dct) {
    Resolver resolver(grammar_, nodes_, dct, minute_);
    const Resolver aside(grammar_, nodes_, dct, minute_); // furniture neither moves nor uses the focus
    std::erase_if(known_, [](const auto& partner) { return partner.second.second; });
    for (const std::size_t i : wanted_) {
        State& s = states_[i];
        const Resolver& r = s.skipped ? aside : resolver;
        if (first_ || s.varies) {
            r.forget();
            resolve(i, r);
            const Resolver::Asked& asked = r.asked();
            if (first_) s.varies = s.varies || asked.dct;
            if ((asked.focus && !s.leans_on_focus) || (asked.story && !s.leans_on_story)) changed_ = true;
            s.leans_on_focus = s.leans_on_focus || asked.focus;
            s.leans_on_story = s.leans_on_story || asked.story;
        }
        if (!s.skipped) tell(i, resolver);
    }
    return first_ || !changed_;
}

void Passes::resolve(std::size_t i, const Resolver& r) {
    const Node& node = nodes_[findings_.found[i].node];
    Resolver::Options o = options_[i];
    Answer& answer = answers_[i];
    answer.end.reset();
    const auto leans = [](const Node& n) { return n.op == Op::shift && n.from == From::clause; };
    std::optional<Point> other;
    if (leans(node) || (node.of != 0 && leans(nodes_[node.of]))) {
        states_[i].leans_on_focus = true;
        other = clause_point(i, r);
        if (other) o.clause_point = &*other;
    }
    if (const auto it = known_.find(findings_.found[i].node); it != known_.end()) {
        answer.point = it->second.first;
        states_[i].varies = states_[i].varies || it->second.second;
        return;
    }
    answer.point = r.point(findings_.found[i].node, o);
    if (node.role == Role::begin && node.link != 0 && is_point(nodes_[node.link]))
        range(i, r, o);
    else if (node.role == Role::member && node.link != 0 && only_weekday(nodes_, findings_.found[i].node))
        chain(i, r, o);
}

/// The day of the sentence for what leans on it.
std::optional<Point> Passes::clause_point(std::size_t i, const Resolver& r) {
    const std::size_t s = options_[i].sentence;
    for (std::size_t k = i; k-- > 0 && options_[k].sentence == s;) {
        states_[i].varies = states_[i].varies || states_[k].varies;
        const Point& p = answers_[k].point;
        if (answers_[k].is_point && p.known && p.grain <= Grain::day) return p;
    }
    for (std::size_t k = i + 1; k < answers_.size() && options_[k].sentence == s; ++k) {
        const Found& found = findings_.found[k];
        if (!answers_[k].is_point || nodes_[found.node].op == Op::clock) continue;
        const Point p = r.point(found.node, options_of(found));
        if (p.known && p.grain <= Grain::day) return p;
    }
    return std::nullopt;
}

/// The begin of a range and its end, which may say more about one another.
void Passes::range(std::size_t i, const Resolver& r, const Resolver::Options& o) {
    const std::uint32_t index = findings_.found[i].node;
    const Node& node = nodes_[index];
    Point a = answers_[i].point;
    Point b = r.point(node.link, o);
    if (a.known && b.known) {
        if (only_weekday(nodes_, node.link) && (only_weekday(nodes_, index) || o.tense != Tense::past)) {
            if (o.tense == Tense::past && only_weekday(nodes_, index)) {
                while (a.day > b.day) a.day -= D{7};
            } else {
                while (b.day < a.day) b.day += D{7};
            }
        } else if (only_weekday(nodes_, index)) {
            while (a.day > b.day) a.day -= D{7};
            while ((b.day - a.day).count() >= 7) a.day += D{7};
        } else if (without_year(nodes_, index) && without_year(nodes_, node.link)) {
            const std::optional<Day>& dct = r.dct();
            if (a.day > b.day) {
                if (o.tense == Tense::future && dct && a.day >= *dct)
                    b.day = add(b.day, Grain::year, 1);
                else
                    a.day = add(a.day, Grain::year, -1);
            } else if ((b.day - a.day).count() > 360) {
                a.day = add(a.day, Grain::year, 1);
            }
            if (o.tense == Tense::future && dct && days(b).until <= *dct) {
                a.day = add(a.day, Grain::year, 1);
                b.day = add(b.day, Grain::year, 1);
            }
        } else if (without_year(nodes_, index)) {
            while (a.day > b.day) a.day = add(a.day, Grain::year, -1);
        } else if (node.op == Op::clock && nodes_[node.link].op == Op::clock && a.day == b.day && b.minute < a.minute) {
            const int h = nodes_[node.link].hour;
            if (h < 12 && b.minute + 720 > a.minute && a.minute < 780)
                b.minute += 720; // "de 11h30 à 1h30"
            else
                b.day += D{1};
        }
    }
    answers_[i].point = a;
    known_[node.link] = {b, states_[i].varies || r.asked().dct};
    answers_[i].end = b;
}

/// Weekdays of a list follow one another.
void Passes::chain(std::size_t i, const Resolver& r, const Resolver::Options& o) {
    const std::uint32_t index = findings_.found[i].node;
    std::vector<std::uint32_t> chain{index};
    std::vector<Point> points{answers_[i].point};
    for (std::uint32_t n = nodes_[index].link; n != 0 && chain.size() < 16; n = nodes_[n].link) {
        if (!only_weekday(nodes_, n) || nodes_[n].role != Role::member) break;
        chain.push_back(n);
        points.push_back(r.point(n, o));
    }
    const bool all = std::all_of(points.begin(), points.end(), [](const Point& p) { return p.known; });
    if (!all || chain.size() < 2) return;
    if (o.tense == Tense::future) {
        for (std::size_t k = 1; k < points.size(); ++k) {
            while (points[k].day < points[k - 1].day) points[k].day += D{7};
        }
    } else {
        for (std::size_t k = points.size() - 1; k-- > 0;) {
            while (points[k].day > points[k + 1].day) points[k].day -= D{7};
        }
    }
    const bool varies = states_[i].varies || r.asked().dct;
    for (std::size_t k = 0; k < chain.size(); ++k) known_[chain[k]] = {points[k], varies};
    answers_[i].point = points[0];
}

/// What this expression says to those behind it.
void Passes::tell(std::size_t i, Resolver& r) const {
    const Resolver::Options& o = options_[i];
    const Found& f = findings_.found[i];
    const Node& node = nodes_[f.node];
    const Point& point = answers_[i].point;
    if (f.frame && (node.year != Node::unset || point.known)) {
        const std::uint32_t end = std::max(f.range.end, text_.sentences[o.sentence].range.end);
        const std::size_t stop = text_.folded_at({f.range.end, end}).find(';');
        const int year = node.year != Node::unset ? node.year : date_of(point.day).year;
        r.frame(year, stop == std::string_view::npos ? end : f.range.end + static_cast<std::uint32_t>(stop), states_[i].varies);
    }
    // A year told goes on; one that the day of writing gave does not.
    if (tells_story(node)) {
        if (node.year != Node::unset || point.anchor == Anchor::previous)
            r.story(point, o, states_[i].varies);
        else if (states_[i].varies)
            r.doubt_story();
    }
    if (node.op == Op::shift && node.from == From::clause) return;
    if (!vague_distance(node, nodes_, point))
        r.focus(point, o.sentence, states_[i].varies);
    else if (states_[i].varies)
        r.doubt_focus();
}

} // namespace stoltenberg::time
