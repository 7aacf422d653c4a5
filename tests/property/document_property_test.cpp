// What must not change an answer: the way characters are written, threads, order, locale; and what comes later in the text.
#include "../catch.hpp"

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <locale>
#include <random>
#include <set>
#include <thread>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <stoltenberg/stoltenberg.hpp>

#include "base/utf8.hpp"
#include "data/pack.hpp"
#include "shipped.hpp"

using namespace stoltenberg;

namespace {

void report(const char* what, std::size_t inputs, std::size_t failures) {
    std::printf("trust: %-46s %9zu inputs %4zu failures\n", what, inputs, failures);
}

const Analyzer& analyzer() {
    static const Analyzer a;
    return a;
}

Document analyze(std::string text, bool plain = false, const char* published = nullptr) {
    Article a;
    a.id = "a";
    a.text = std::move(text);
    a.plain = plain;
    if (published != nullptr) a.published = CivilTime::parse(published);
    return analyzer().analyze(std::move(a));
}

/// A text written in another way, and where each character went.
struct Rewritten {
    std::string text;
    std::vector<std::uint32_t> at; ///< by byte of the source
};

Rewritten rewrite(std::string_view source, const std::function<std::string(std::string_view character, std::size_t at)>& how) {
    Rewritten out;
    out.at.resize(source.size() + 1);
    for (std::size_t i = 0; i < source.size();) {
        const std::size_t size = base::decode(source, i).size;
        for (std::size_t k = 0; k < size; ++k) out.at[i + k] = static_cast<std::uint32_t>(out.text.size());
        out.text += how(source.substr(i, size), i);
        i += size;
    }
    out.at[source.size()] = static_cast<std::uint32_t>(out.text.size());
    return out;
}

std::string normal_form(std::string_view s, bool composed) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = composed ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
    std::string out;
    form->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size()))), status).toUTF8String(out);
    return out;
}

using Said = std::multiset<std::tuple<std::uint32_t, std::uint32_t, std::string>>;

/// Names and times with their places; `at` maps the places.
Said said(const Document& d, const std::vector<std::uint32_t>* at = nullptr) {
    Said out;
    const auto place = [&](std::uint32_t p) { return at != nullptr ? (*at)[p] : p; };
    for (const Mention& m : d.mentions) out.emplace(place(m.span.begin), place(m.span.end), m.ids.front());
    for (const Timex& t : d.times) out.emplace(place(t.span.begin), place(t.span.end), t.value + " " + t.edtf);
    return out;
}

std::string first_difference(const Said& a, const Said& b) {
    for (const auto* list : {&a, &b}) {
        for (const auto& x : *list) {
            if ((list == &a ? b : a).contains(x)) continue;
            return (list == &a ? "lost " : "new ") + std::get<2>(x) + " at " + std::to_string(std::get<0>(x)) + "-" + std::to_string(std::get<1>(x));
        }
    }
    return {};
}

/// The same names and times at mapped places, for every shipped text, as page and as plain text.
void same_when(const char* name, const std::function<std::string(std::string_view, std::size_t)>& how) {
    std::size_t inputs = 0, failures = 0, changed = 0;
    for (const std::string& text : shipped_texts()) {
        if (!base::is_valid_utf8(text)) continue;
        for (const bool plain : {false, true}) {
            const Rewritten other = rewrite(text, how);
            ++inputs;
            changed += other.text != text;
            const Document a = analyze(text, plain), b = analyze(other.text, plain);
            const Said x = said(a, &other.at), y = said(b);
            if (x == y && a.dct.value == b.dct.value) continue;
            ++failures;
            UNSCOPED_INFO(text.substr(0, 60) << (plain ? " (plain): " : ": ") << first_difference(x, y));
        }
    }
    report(name, inputs, failures);
    CHECK(failures == 0);
    CHECK(changed > 50);
}

} // namespace

TEST_CASE("property: composed and decomposed letters give the same", "[trust]") {
    same_when("NFC and NFD", [](std::string_view c, std::size_t) {
        const std::string composed = normal_form(c, true);
        return normal_form(composed, false);
    });
}

TEST_CASE("property: either apostrophe gives the same", "[trust]") {
    same_when("straight and curved apostrophes", [](std::string_view c, std::size_t) {
        return c == "'" ? std::string("\u2019") : c == "\u2019" ? std::string("'") : std::string(c);
    });
}

TEST_CASE("property: either line end gives the same", "[trust]") {
    same_when("LF and CRLF", [](std::string_view c, std::size_t) {
        return c == "\n" ? std::string("\r\n") : c == "\r" ? std::string() : std::string(c);
    });
}

TEST_CASE("property: no-break spaces, and soft hyphens inside words, give the same", "[trust]") {
    same_when("no-break spaces", [](std::string_view c, std::size_t i) {
        return c == " " ? std::string(i % 3 == 0 ? "\u00A0" : i % 3 == 1 ? "\u202F" : " ") : std::string(c);
    });
    std::mt19937 random(31);
    const std::vector<std::string> texts = shipped_texts();
    std::size_t failures = 0, inputs = 0;
    for (const std::string& text : texts) {
        if (!base::is_valid_utf8(text)) continue;
        // Between two letters of one word.
        const auto letter = [&](std::size_t i) { return i < text.size() && ((text[i] >= 'a' && text[i] <= 'z')); };
        const Rewritten other = rewrite(text, [&](std::string_view c, std::size_t i) {
            return letter(i) && i > 0 && letter(i - 1) && random() % 9 == 0 ? "\u00AD" + std::string(c) : std::string(c);
        });
        ++inputs;
        const Document b = analyze(other.text, true);
        // Places may take in or leave out a soft hyphen at their edge: compare what is said.
        std::multiset<std::string> x, y;
        for (const auto& s : said(analyze(text, true))) x.insert(std::get<2>(s));
        for (const auto& s : said(b)) y.insert(std::get<2>(s));
        if (x == y) continue;
        ++failures;
        UNSCOPED_INFO(text.substr(0, 60));
    }
    report("soft hyphens inside words", inputs, failures);
    CHECK(failures == 0);
}

TEST_CASE("property: a heading in capitals without accents loses no country and no date", "[trust]") {
    const data::Pack pack = data::Pack::builtin();
    const data::Table countries = pack.table("gazetteers/countries.tsv");
    const std::size_t id = countries.column("id"), name = countries.column("name");
    static constexpr const char* months[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                             "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
    const auto capitals = [](std::string_view s) {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString u =
            icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size()))).toUpper(icu::Locale::getFrench());
        u = icu::Normalizer2::getNFDInstance(status)->normalize(u, status);
        std::string out;
        for (int32_t i = 0; i < u.length(); i += U16_LENGTH(u.char32At(i))) {
            const UChar32 c = u.char32At(i);
            if (u_charType(c) != U_NON_SPACING_MARK) base::append_utf8(out, static_cast<char32_t>(c));
        }
        return out;
    };
    std::size_t inputs = 0, failures = 0;
    int day = 0;
    for (const auto& row : countries.rows()) {
        day = day % 28 + 1;
        const std::string date = (day == 1 ? "1er" : std::to_string(day)) + " " + months[inputs % 12] + " " + std::to_string(1995 + inputs % 30);
        const std::string heading = std::string(row[name]) + " : un séisme meurtrier le " + date;
        const std::string body = "\n\nLa terre a tremblé dans la nuit, et les secours étaient encore à l'œuvre au matin.\n";
        const auto listed = [&](const Document& d) {
            std::set<std::string> out;
            for (const Mention& m : d.mentions) {
                if (m.kind == Kind::country && m.span.begin < heading.size()) out.insert(m.ids.front());
            }
            for (const Timex& t : d.times) {
                if (t.span.begin < heading.size() && t.type == TimexType::date) out.insert(t.value);
            }
            return out;
        };
        const std::set<std::string> small = listed(analyze(heading + body, true, "2022-02-10"));
        const std::set<std::string> large = listed(analyze(capitals(heading) + body, true, "2022-02-10"));
        ++inputs;
        if (small.size() >= 2 && std::includes(large.begin(), large.end(), small.begin(), small.end())) continue;
        ++failures;
        UNSCOPED_INFO(row[id] << " " << capitals(heading) << ": " << small.size() << " in small letters, " << large.size() << " in capitals");
    }
    report("headings in capitals without accents", inputs, failures);
    CHECK(failures == 0);
    CHECK(inputs > 200);
}

TEST_CASE("property: a sentence without a date moves no date before it", "[trust]") {
    std::size_t inputs = 0, failures = 0;
    for (const std::string& text : shipped_texts()) {
        if (!base::is_valid_utf8(text)) continue;
        const Document whole = analyze(text, true, "2022-02-10");
        for (std::size_t k = 0; k < whole.sentences.size(); k += 3) {
            const std::uint32_t cut = whole.sentences[k].end;
            const Document more = analyze(
                text.substr(0, cut) + "\n\nLe vent souffle fort sur la plaine et les volets claquent.\n\n" + text.substr(cut), true, "2022-02-10");
            ++inputs;
            const auto before = [&](const Document& d) {
                std::vector<std::tuple<std::uint32_t, std::uint32_t, std::string>> out;
                for (const Timex& t : d.times) {
                    if (t.span.end <= cut) out.emplace_back(t.span.begin, t.span.end, t.value);
                }
                return out;
            };
            if (before(whole) == before(more)) continue;
            ++failures;
            UNSCOPED_INFO(text.substr(whole.sentences[k].begin, whole.sentences[k].size()));
        }
    }
    report("an undated sentence added", inputs, failures);
    CHECK(failures == 0);
    CHECK(inputs > 200);
}

TEST_CASE("property: eight threads on one analyzer give the bytes of one, in any order", "[trust]") {
    const std::vector<std::string> texts = shipped_texts();
    std::vector<std::string> want;
    for (const std::string& t : texts) want.push_back(to_json(analyze(t)));
    std::vector<std::thread> pool;
    std::vector<std::size_t> failures(8);
    for (std::size_t t = 0; t < failures.size(); ++t) {
        pool.emplace_back([&, t] {
            for (std::size_t i = 0; i < texts.size(); ++i) {
                const std::size_t k = t % 2 == 0 ? (i + t * 7) % texts.size() : texts.size() - 1 - (i + t * 7) % texts.size();
                failures[t] += to_json(analyze(texts[k])) != want[k];
            }
        });
    }
    for (std::thread& t : pool) t.join();
    std::size_t wrong = 0;
    for (const std::size_t f : failures) wrong += f;
    report("eight threads, other orders", texts.size() * failures.size(), wrong);
    CHECK(wrong == 0);
}

TEST_CASE("property: no locale shows", "[trust]") {
    // Digits grouped by commas and another decimal point: what a stream with a locale would print.
    struct Grouped : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\1"; }
    };
    const std::vector<std::string> texts = shipped_texts();
    const auto all = [&] {
        std::string out;
        Timeline timeline;
        for (const std::string& t : texts) {
            const Document d = analyze(t);
            out += to_json(d) + to_html(d) + to_timeml(d);
            timeline.add(d, "path");
        }
        return out + to_json(timeline) + to_text(timeline) + to_ical(timeline) + to_csv(timeline) + to_html(timeline);
    };
    const std::string want = all();
    std::size_t inputs = 0, failures = 0;
    const std::locale old = std::locale::global(std::locale(std::locale::classic(), new Grouped));
    failures += all() != want;
    ++inputs;
    std::locale::global(old);
    for (const char* name : {"C", "C.UTF-8", "tr_TR.UTF-8", "fr_FR.UTF-8", "de_DE.UTF-8"}) {
        if (std::setlocale(LC_ALL, name) == nullptr) continue; // not on this machine
        failures += all() != want;
        ++inputs;
    }
    std::setlocale(LC_ALL, "C");
    report("locales", inputs * texts.size(), failures);
    CHECK(failures == 0);
}
