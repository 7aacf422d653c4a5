#include "time/direction.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace stoltenberg::time {

using clause::Tense;

namespace {

using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

/// "appelé @strike": once for each word of the list.
std::vector<std::string> spelt(const data::Table& t, const data::Table::Row& row, std::string_view words, const Lists& lists) {
    std::vector<std::string> out{std::string()};
    for (const std::string_view part : data::split(words, ' ')) {
        std::vector<std::string> choices{std::string(part)};
        if (part.starts_with('@')) {
            const auto list = lists.find(part);
            if (list == lists.end()) t.fail(row, "unknown list " + std::string(part));
            choices = list->second;
        }
        std::vector<std::string> longer;
        for (const std::string& head : out) {
            for (const std::string& choice : choices) {
                std::string& one = longer.emplace_back(head);
                if (!one.empty()) one += ' ';
                one += choice;
            }
        }
        out = std::move(longer);
    }
    return out;
}

/// Marks that part words.
class Marks {
public:
    constexpr explicit Marks(std::string_view marks) {
        for (const char c : marks) is_[static_cast<unsigned char>(c)] = true;
    }
    /// One of them stands behind the word.
    [[nodiscard]] bool behind(const text::Text& text, std::uint32_t word) const {
        const std::string_view gap = text.gap_after(word);
        return std::any_of(gap.begin(), gap.end(), [&](char c) { return is_[static_cast<unsigned char>(c)]; });
    }

private:
    std::array<bool, 256> is_{};
};
constexpr Marks any_mark(",;:.()\""), stops(".;:"), brackets(",;:.()"), stretches(";:()"), appositions(",;:(");

} // namespace

Compass::Compass(const data::Pack& pack, std::string_view language) {
    const data::Table t = pack.table("lang/" + std::string(language) + "/time-cues.tsv");
    const std::size_t words = t.column("words"), place = t.column("place"), direction = t.column("direction"), flags = t.column("flags");
    std::map<std::string, std::vector<Cue>, std::less<>> by_key;
    Lists lists;
    for (const auto& row : t.rows()) {
        if (!row[place].starts_with('@')) continue;
        for (const std::string_view w : data::split(row[words])) lists[std::string(row[place])].emplace_back(w);
    }
    for (const auto& row : t.rows()) {
        Cue cue{};
        const std::string_view p = row[place];
        if (p.starts_with('@')) continue;
        if (p == "participle-ending") {
            for (const std::string_view w : data::split(row[words])) participle_endings_.push_back(text::fold(w));
            continue;
        }
        if (p == "near")
            cue.place = Place::near;
        else if (p == "left")
            cue.place = Place::left;
        else if (p == "noun")
            cue.place = Place::noun;
        else if (p == "right")
            cue.place = Place::right;
        else if (p == "verb")
            cue.place = Place::verb;
        else if (p == "join")
            cue.place = Place::join;
        else if (p == "skip")
            cue.place = Place::skip;
        else if (p == "have")
            cue.place = Place::have;
        else if (p == "be")
            cue.place = Place::be;
        else if (p == "object")
            cue.place = Place::object;
        else if (p == "of")
            cue.place = Place::of;
        else if (p == "former")
            cue.place = Place::former;
        else if (p == "plan")
            cue.place = Place::plan;
        else if (p == "happens")
            cue.place = Place::happens;
        else if (p == "cleft")
            cue.place = Place::cleft;
        else if (p == "that")
            cue.place = Place::that;
        else if (p == "frame")
            cue.place = Place::frame;
        else if (p == "self")
            cue.place = Place::self;
        else if (p == "unplanned")
            cue.place = Place::unplanned;
        else if (p == "hours")
            cue.place = Place::hours;
        else
            t.fail(row, "unknown place " + std::string(p));
        const std::string_view d = row[direction];
        if (d == "future")
            cue.direction = Direction::future;
        else if (d == "past")
            cue.direction = Direction::past;
        else if (!d.empty())
            t.fail(row, "unknown direction " + std::string(d));
        cue.weak = data::has(row[flags], "weak");
        cue.sure = data::has(row[flags], "sure");
        cue.fixed = data::has(row[flags], "fixed");
        for (const std::string_view cell : data::split(row[words])) {
            for (const std::string& w : spelt(t, row, cell, lists)) by_key[match::key_of(text::fold(w))].push_back(cue);
        }
    }
    std::vector<std::pair<std::string, std::uint32_t>> keys;
    for (auto& [key, list] : by_key) {
        keys.emplace_back(key, static_cast<std::uint32_t>(cues_.size()));
        Cues& cues = cues_.emplace_back();
        for (const Cue& cue : list) cues.places |= bit(cue.place);
        cues.list = std::move(list);
    }
    trie_ = match::Trie(std::move(keys));
}

const Compass::Cues* Compass::cues_at(const text::Text& text, std::uint32_t word, std::uint32_t& behind) const {
    const match::Trie::Hit hit = trie_.longest(text, word);
    if (!hit) return nullptr;
    behind = word + 1;
    while (behind < text.words.size() && text.words[behind].end <= hit.end) ++behind;
    return &cues_[hit.value];
}

bool Compass::is(const text::Text& text, std::uint32_t word, Place place) const {
    const match::Trie::Hit hit = trie_.longest(text, word);
    return hit && (cues_[hit.value].places & bit(place)) != 0;
}

Direction Compass::tense_of(const text::Text& text, const clause::Verb& verb, bool weekday) const {
    switch (verb.tense) {
    case Tense::future:
    case Tense::conditional: return Direction::future;
    case Tense::past:
    case Tense::imperfect: return verb.obliged ? Direction::none : Direction::past;
    case Tense::participle: return Direction::past;
    case Tense::present: {
        // An auxiliary whose participle no list knows: "a bondi".
        const bool have = is(text, verb.first, Place::have);
        if (verb.first > 0 && is(text, verb.first, Place::be) && is(text, verb.first - 1, Place::self)) return Direction::past;
        if (verb.last == verb.first + 1 && (have || is(text, verb.first, Place::be))) {
            const std::uint32_t next = verb.first + 1;
            if (have && next < text.words.size() && text.gap_after(verb.first) == " " && !is(text, next, Place::object) &&
                !text.words[next].is(text::has_digit | text::capital | text::elided)) {
                return Direction::past;
            }
            for (std::uint32_t w = next; w < text.words.size() && w < next + 4; ++w) {
                if (stops.behind(text, w - 1)) break;
                if (is(text, w, Place::object)) break;
                if (text.words[w].is(text::acute_end)) return Direction::past;
                const std::string_view word = text.word(w);
                const bool plain = word.size() >= 5 && !text.words[w].is(text::capital | text::has_digit);
                if (!have && plain &&
                    std::any_of(participle_endings_.begin(), participle_endings_.end(), [&](const std::string& e) { return word.ends_with(e); })) {
                    return Direction::past;
                }
            }
        }
        if (verb.reporting && !verb.obliged) return Direction::past;
        if (weekday && !verb.modal && is(text, verb.head, Place::happens)) return Direction::past;
        // The present announces a day ("se rend vendredi"); of a month it says nothing.
        return weekday || verb.obliged || verb.modal ? Direction::future : Direction::none;
    }
    default: return Direction::none;
    }
}

bool Compass::unplanned(const text::Text& text, std::uint32_t first, std::uint32_t extent) const {
    if (extent == first) return false;
    const bool of = is(text, extent - 1, Place::of);
    for (std::uint32_t w = extent; w-- > first && w + (of ? 5 : 1) >= extent;) {
        if (any_mark.behind(text, w)) return false;
        std::uint32_t behind = 0;
        if (const Cues* cues = cues_at(text, w, behind)) {
            if (behind > extent) return false;
            if ((cues->places & bit(Place::unplanned)) == 0) continue;
            for (const Cue& c : cues->list) {
                if (c.place == Place::unplanned && (of || !c.weak)) return true;
            }
        }
    }
    return false;
}

bool Compass::leads_to(const text::Text& text, const clause::Layer& clauses, std::uint32_t from, std::uint32_t to) const {
    if (from == 0 || from + 2 > to || to > from + 7 || to >= text.words.size()) return false;
    if (!is(text, from, Place::of) || !(is(text, to - 1, Place::of) || (is(text, to - 1, Place::skip) && is(text, to - 2, Place::of)))) return false;
    for (std::uint32_t w = from - 1; w < to; ++w) {
        if (brackets.behind(text, w)) return false;
    }
    return std::none_of(clauses.verbs.begin(), clauses.verbs.end(),
                        [&](const clause::Verb& v) { return v.first < to && v.last > from && v.tense != Tense::participle; });
}

bool Compass::general(const text::Text& text, const clause::Layer& clauses, const Found& found, bool passive) const {
    const clause::Verb* verb = clauses.verb_near(found.first);
    return verb && verb->tense == Tense::present && !verb->reporting && !verb->obliged && (passive || !verb->passive) &&
           tense_of(text, *verb, true) == Direction::future;
}

bool Compass::nowadays(const text::Text& text, const clause::Layer& clauses, const Found& found) const {
    if (!general(text, clauses, found)) return false;
    const std::size_t s = text.sentence_at(found.range.begin);
    if (s >= text.sentences.size()) return false;
    const std::uint32_t last = std::min(text.sentences[s].last_word, found.first + 60);
    const std::uint32_t head = text.sentences[s > 0 ? s - 1 : s].first_word;
    const std::uint32_t first = found.first > head + 60 ? found.first - 60 : head;
    for (std::uint32_t w = first; w < last; ++w) {
        if (is(text, w, Place::former)) return true;
    }
    return false;
}

bool Compass::repeats(const text::Text& text, const clause::Layer& clauses, const Found& found, std::uint32_t since) const {
    auto verb = std::lower_bound(clauses.verbs.begin(), clauses.verbs.end(), since,
                                 [](const clause::Verb& v, std::uint32_t at) { return v.first < at; });
    for (; verb != clauses.verbs.end() && verb->first < found.first; ++verb) {
        if (verb->tense != Tense::participle && verb->tense != Tense::infinitive && verb->tense != Tense::gerund)
            return general(text, clauses, found, true);
    }
    return true;
}

bool Compass::opening(const text::Text& text, const clause::Layer& clauses, const Found& found) const {
    constexpr std::uint32_t reach = 8;
    const std::size_t s = text.sentence_at(found.range.begin);
    if (s >= text.sentences.size()) return false;
    const std::uint32_t first = std::max(text.sentences[s].first_word, found.first > reach ? found.first - reach : 0);
    for (std::uint32_t w = found.first; w-- > first;) {
        if (!is(text, w, Place::hours)) continue;
        const clause::Verb* verb = clauses.verb_near(w);
        return !verb || verb->tense == Tense::present || verb->tense == Tense::participle;
    }
    return false;
}

Direction Compass::of(const text::Text& text, const clause::Layer& clauses, Found& found, const Found* previous) const {
    bool& announced = found.announced;
    announced = false;
    const auto sentence = text.sentence_at(found.range.begin);
    std::uint32_t first = 0;
    auto last = static_cast<std::uint32_t>(text.words.size());
    if (sentence < text.sentences.size()) {
        first = text.sentences[sentence].first_word;
        last = text.sentences[sentence].last_word;
    }
    const std::uint32_t here = found.first;
    // The word at which the extent begins: the prepositions before it belong to the search.
    const std::uint32_t extent = std::max(text.word_at(found.range.begin), here);
    const auto seen = [&](std::uint32_t word, Place place) {
        Seen out;
        const match::Trie::Hit hit = trie_.longest(text, word);
        if (!hit || (cues_[hit.value].places & bit(place)) == 0) return out;
        for (const Cue& c : cues_[hit.value].list) {
            if (c.place == place) out = {c.direction, c.weak, c.sure};
        }
        return out;
    };
    // Coordinated with the expression before: the same way.
    if (previous && previous->direction != Direction::none && previous->last <= extent && extent - previous->last <= 3 && previous->last > first) {
        bool joined = true;
        for (std::uint32_t w = previous->last; w < extent; ++w) joined = joined && (is(text, w, Place::join) || is(text, w, Place::skip));
        const bool dot = previous->last < extent ? text.gap_after(previous->last - 1).find('.') != std::string_view::npos
                                                 : text.gap_after(previous->last - 1).find(',') == std::string_view::npos;
        if (joined && !dot && previous->last < extent) {
            found.fixed = previous->fixed;
            return previous->direction;
        }
    }

    const bool weekday = found.fields.weekday.has_value() || found.fields.day.has_value();
    Direction near = Direction::none;
    bool near_sure = false;
    // Right before: "pour mardi", "d'ici lundi", "depuis le 3 avril", "à partir de 9h30 jeudi".
    // A day may begin with its article: "pour la journée de mardi".
    const std::uint32_t inside = weekday && is(text, extent, Place::skip) ? extent + 1 : extent;
    std::uint32_t w = extent;
    std::uint32_t looked_over = extent; // from here on only what may stand between
    for (std::uint32_t steps = 0; w > first && steps < 6; ++steps) {
        --w;
        if (any_mark.behind(text, w)) break;
        std::uint32_t behind = 0;
        bool skip = text.words[w].is(text::has_digit);
        if (const Cues* cues = cues_at(text, w, behind)) {
            for (const Cue& c : cues->list) {
                if (c.place == Place::near && behind >= looked_over && behind <= inside) {
                    found.fixed = c.fixed;
                    if (!c.weak) return c.direction;
                    near = c.direction;
                    near_sure = c.sure;
                }
            }
            skip = skip || (cues->places & bit(Place::skip)) != 0;
        }
        if (skip && looked_over == w + 1) looked_over = w;
    }

    // The verbs of the sentence near the expression; the window keeps a sentence without end from costing more than a line.
    constexpr std::uint32_t reach = 200;
    const auto from_word = [&](std::uint32_t word) {
        return std::lower_bound(clauses.verbs.begin(), clauses.verbs.end(), word,
                                [](const clause::Verb& v, std::uint32_t at) { return v.first < at; });
    };
    const auto verbs_begin = from_word(here > first + reach ? here - reach : first);
    const auto verbs_end = from_word(std::min(last, here + reach));
    const clause::Verb* verb = clauses.verb_near(found.first);
    if (!verb) {
        // A clause without a verb leans on the nearest of its sentence.
        std::uint32_t best = 0xFFFFFFFF;
        for (auto it = verbs_begin; it != verbs_end; ++it) {
            const clause::Verb& v = *it;
            const std::uint32_t distance = v.first >= here ? v.first - here : here - v.first;
            if (distance < best) {
                best = distance;
                verb = &v;
            }
        }
    }

    // "c'est lundi que le conseil s'est prononcé": the verb behind decides.
    if (verb && verb->tense == Tense::present && verb->first > first && verb->last <= extent && extent <= verb->last + 2 &&
        is(text, verb->first - 1, Place::cleft) && found.last < last && is(text, found.last, Place::that)) {
        for (auto it = from_word(found.last); it != verbs_end; ++it) {
            if (it->tense == Tense::infinitive || it->tense == Tense::participle || it->tense == Tense::gerund) continue;
            verb = &*it;
            break;
        }
    }

    if (unplanned(text, first, extent)) return Direction::past;

    // The noun right before, under a verb that announces: "a annoncé la tenue mardi d'un sommet".
    if (extent > first + 1) {
        const Seen noun = seen(extent - 1, Place::noun);
        if (noun.direction != Direction::none && verb) {
            bool announces = is(text, verb->head, Place::verb);
            for (std::uint32_t k = extent > first + 12 ? extent - 12 : first; k < extent && !announces; ++k) announces = is(text, k, Place::verb);
            // "avait annoncé son départ le 30 septembre": the day of the saying, told as long past.
            const bool pluperfect = verb->tense == Tense::past && verb->last > verb->first + 1 && !is(text, verb->first, Place::have) &&
                                    !is(text, verb->first, Place::be) && !(found.last < last && is(text, found.last, Place::of));
            if (announces && !pluperfect) {
                announced = found.fields.day.has_value(); // of a saying or of a plan: the nearest
                return noun.direction;
            }
        }
    }

    Direction tense = verb ? tense_of(text, *verb, weekday) : Direction::none;
    announced = (tense == Direction::future && verb->tense == Tense::present && !verb->obliged && !verb->modal) ||
                (tense == Direction::none && verb && verb->tense == Tense::imperfect && verb->obliged);
    const bool planned = verb && verb->tense == Tense::participle && is(text, verb->head, Place::plan);
    if (verb && (planned || verb->tense == Tense::gerund || verb->tense == Tense::infinitive)) {
        // the finite verb nearest in the sentence
        std::uint32_t best = 0xFFFFFFFF;
        for (auto it = verbs_begin; it != verbs_end; ++it) {
            const clause::Verb& v = *it;
            if (v.tense == Tense::gerund || v.tense == Tense::infinitive || v.tense == Tense::participle) continue;
            const std::uint32_t distance = v.first >= here ? v.first - here : here - v.first;
            if (distance >= best) continue;
            best = distance;
            tense = tense_of(text, v, weekday);
        }
    }

    // "pour mardi": ahead, unless what stands before it is told in the past ("étaient prévus pour mardi").
    if (near != Direction::none) {
        announced = false;
        // "a été fixé pour mardi" looks ahead.
        const bool perfect = near_sure && verb && (is(text, verb->first, Place::have) || is(text, verb->first, Place::be));
        const bool told = verb && ((verb->tense == Tense::past && !perfect) || verb->tense == Tense::imperfect) && verb->last <= extent;
        return told ? Direction::none : near;
    }

    // Words that announce or look back, up to seven words before in the same stretch: "prévu", "à paraître", "lors de".
    Seen left;
    w = extent;
    for (std::uint32_t steps = 0; w > first && steps < 7; ++steps) {
        --w;
        if (stretches.behind(text, w)) break;
        const Seen s = seen(w, Place::left);
        if (s.direction != Direction::none && (left.direction == Direction::none || !s.weak)) {
            left = s;
            if (!s.weak) break;
        }
        const bool finite = verb && verb->tense != Tense::infinitive && verb->tense != Tense::participle && verb->tense != Tense::gerund;
        if (finite && w >= verb->first && w < verb->last) break;
    }
    if (left.direction == Direction::none) {
        for (std::uint32_t k = found.last; k < last && k < found.last + 4; ++k) {
            if (stops.behind(text, k - 1)) break;
            const Seen s = seen(k, Place::right);
            if (s.direction != Direction::none) {
                left = s;
                break;
            }
        }
    }
    // An apposition of its own: ", ouvert lundi à Paris,", ", rendue publique lundi,".
    if (left.direction == Direction::none && extent > first) {
        std::uint32_t head = extent;
        while (head > first && head + 8 > extent && !appositions.behind(text, head - 1)) --head;
        if (head > first && head + 8 > extent) {
            bool participle = false, other = false;
            for (auto it = from_word(head); it != verbs_end && it->first < extent; ++it) {
                const bool one = it->tense == Tense::participle && !is(text, it->head, Place::plan);
                participle = participle || (one && it->first == head);
                other = other || !one;
            }
            if (participle && !other) return Direction::past;
        }
    }
    // "le président élu dimanche prêtera serment": participles that no ending shows
    if (left.direction == Direction::none && extent > first) {
        auto it = from_word(extent);
        if (it != clauses.verbs.begin() && (--it)->tense == Tense::participle && it->last == extent && it->first >= first &&
            (it->first == first || !is(text, it->first - 1, Place::object)) && !is(text, it->head, Place::plan) &&
            text.gap_after(extent - 1) == " ") {
            return Direction::past;
        }
    }
    // A participle right before: "arrivée samedi", not "l'arrivée samedi".
    if (left.direction == Direction::none && extent > first + 1 && text.words[extent - 1].is(text::acute_end) && text.gap_after(extent - 1) == " " &&
        !is(text, extent - 1, Place::plan) && !is(text, extent - 2, Place::object) &&
        !(verb && verb->tense != Tense::participle && extent - 1 >= verb->first && extent - 1 < verb->last)) {
        return Direction::past;
    }
    if (left.direction != Direction::none) {
        // A plan told in the past decides nothing: "étaient prévus pour dimanche".
        const bool told_past = verb && (verb->tense == Tense::imperfect || verb->tense == Tense::past) && !verb->obliged;
        if (left.direction == Direction::future && told_past && !left.sure && verb->first <= w && w < verb->last) return Direction::none;
        if (left.weak && tense != Direction::none) return tense;
        announced = false;
        return left.direction;
    }
    return tense;
}

} // namespace stoltenberg::time
