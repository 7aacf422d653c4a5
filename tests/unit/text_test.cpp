#include "../catch.hpp"

#include <random>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/utf8.hpp"
#include "text/text.hpp"

using namespace stoltenberg;

namespace {

const text::Language& french() {
    static const text::Language l{{"l", "d", "qu", "s", "n", "c", "j"},
                                  {{"m", false}, {"mme", false}, {"p. ex", false}, {"fevr", false}, {"no", false}, {"etc", true}}};
    return l;
}

text::Text read(std::string_view s) {
    text::Text t;
    text::read(s, french(), t);
    text::segment(t, french());
    return t;
}

std::vector<std::string> sentences(const text::Text& t) {
    std::vector<std::string> out;
    for (const auto& s : t.sentences) out.emplace_back(t.surface(s.range));
    return out;
}

} // namespace

TEST_CASE("folding") {
    struct Case {
        const char* in;
        const char* out;
    };
    for (const Case& c :
         {Case{"Évènement", "evenement"}, Case{"E\u0301ve\u0300nement", "evenement"}, Case{"ŒUVRE cœur Ægypte", "oeuvre coeur aegypte"},
          Case{"l’Ukraine l'Ukraine lʼUkraine", "l'ukraine l'ukraine l'ukraine"}, Case{"«\u00A0Oui\u00A0»", "\" oui \""},
          Case{"a\u202Fb\u2009c\td", "a b c d"}, Case{"Strauß Łódź Đura Øre", "strauss lodz dura ore"}, Case{"1er–2e — 3", "1er-2e - 3"},
          Case{"fin…", "fin..."}, Case{"co\u00ADopé\u200Brer", "cooperer"}, Case{"a\r\nb\rc", "a\nb\nc"},
          Case{"MISE À JOUR mıse İ", "mise a jour mise i"}, Case{"Київ", "киів"}, Case{"ﬁn Ｘ", "fin x"}}) {
        CAPTURE(c.in);
        CHECK(text::fold(c.in) == c.out);
        CHECK(read(c.in).folded == c.out);
    }
    CHECK(text::fold("caf\xE9 \xFF!") == "caf\x1A \x1A!");
}

TEST_CASE("composed and decomposed text fold alike, with the same marks") {
    const std::string nfc = "L’élève a été reçu à l’Élysée, où Noël dînait : déjà vu.";
    UErrorCode status = U_ZERO_ERROR;
    std::string nfd;
    icu::Normalizer2::getNFDInstance(status)->normalize(icu::UnicodeString::fromUTF8(nfc), status).toUTF8String(nfd);
    REQUIRE(U_SUCCESS(status));
    const text::Text a = read(nfc);
    const text::Text b = read(nfd);
    CHECK(a.folded == b.folded);
    CHECK(a.marks == b.marks);
    REQUIRE(a.words.size() == b.words.size());
    for (std::size_t i = 0; i < a.words.size(); ++i) {
        CHECK(a.words[i].flags == b.words[i].flags);
        // The surface keeps its combining marks.
        CHECK(text::lower(b.surface(b.words[i].range())) == text::lower(a.surface(a.words[i].range())));
    }
}

TEST_CASE("word flags") {
    const text::Text t = read("L'OTAN été ÉTÉ l’Élysée G20 2022 McCain arrêtées tue d'Alger");
    struct Case {
        const char* surface;
        int flags;
    };
    const std::vector<Case> want{{"L", text::capital | text::elided},
                                 {"OTAN", text::capital | text::upper},
                                 {"été", text::accent | text::acute_end},
                                 {"ÉTÉ", text::capital | text::upper | text::accent | text::acute_end},
                                 {"l", text::elided},
                                 {"Élysée", text::capital | text::accent | text::acute_end},
                                 {"G20", text::capital | text::has_digit},
                                 {"2022", text::digits | text::has_digit},
                                 {"McCain", text::capital | text::mixed},
                                 {"arrêtées", text::accent | text::acute_end},
                                 {"tue", 0},
                                 {"d", text::elided},
                                 {"Alger", text::capital}};
    REQUIRE(t.words.size() == want.size());
    for (std::size_t i = 0; i < want.size(); ++i) {
        CAPTURE(want[i].surface);
        CHECK(t.surface(t.words[i].range()) == want[i].surface);
        CHECK((t.words[i].flags & ~(text::line_start | text::sentence_start)) == want[i].flags);
    }
}

TEST_CASE("sentences") {
    struct Case {
        const char* text;
        std::vector<std::string> want;
    };
    const std::vector<Case> cases{
        {"Il a dit oui. Elle a dit non ! Et puis ?", {"Il a dit oui.", "Elle a dit non !", "Et puis ?"}},
        {"M. Macron et Mme. Merkel se sont vus. C'est tout.", {"M. Macron et Mme. Merkel se sont vus.", "C'est tout."}},
        {"Selon S. Lavrov, c'est faux. J.-Y. Le Drian attend.", {"Selon S. Lavrov, c'est faux.", "J.-Y. Le Drian attend."}},
        {"BRUXELLES, 10 févr. (Agence) – Le sommet commence.", {"BRUXELLES, 10 févr. (Agence) – Le sommet commence."}},
        {"Un pays, p. ex. Malte, etc. Le reste suit.", {"Un pays, p. ex. Malte, etc.", "Le reste suit."}},
        {"« C'est fini. »Le ministre est parti.", {"« C'est fini. »", "Le ministre est parti."}},
        {"« C'est fini. » Le ministre est parti.", {"« C'est fini. »", "Le ministre est parti."}},
        {"C'est la fin.Le ministre part.", {"C'est la fin.", "Le ministre part."}},
        {"« Vraiment ? » demande-t-il. Oui.", {"« Vraiment ? » demande-t-il.", "Oui."}},
        {"Le taux est de 3.5 points. Il monte.", {"Le taux est de 3.5 points.", "Il monte."}},
        {"Un titre\nUne phrase.", {"Un titre", "Une phrase."}},
        {"Un titre sans point\n\nUne phrase\nqui continue.", {"Un titre sans point", "Une phrase\nqui continue."}},
        {"Voir Amazon.com et www.exemple.fr pour plus.", {"Voir Amazon.com et www.exemple.fr pour plus."}},
        {"", {}},
        {" \n \n", {}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(sentences(read(c.text)) == c.want);
    }
}

TEST_CASE("sentences stop at breaks") {
    text::Text t;
    text::read("entete 2022 Le ministre parle.", french(), t);
    text::segment(t, french(), {12});
    CHECK(sentences(t) == std::vector<std::string>{"entete 2022", "Le ministre parle."});
}

// Spans of random text: on character boundaries, within the text, surfaces fold to the range.
TEST_CASE("offsets hold on any bytes") {
    std::mt19937 random(20220210);
    const std::vector<std::string> pieces{"a",  "É",    "e\u0301", "œ",    "’",    " ", "\n", "\r\n", "\u00A0", "\u200B",
                                          "🇺🇦", "\xFF", "\xC3",    "2022", "Київ", ".", "«",  "ß",    "ﬁ",      "\u0301"};
    for (int round = 0; round < 2000; ++round) {
        std::string s;
        for (unsigned n = random() % 40; n > 0; --n) s += pieces[random() % pieces.size()];
        const std::string copy(s); // exact-size heap block
        text::Text t;
        text::read(copy, french(), t);
        text::segment(t, french());
        REQUIRE(t.origin.size() == t.folded.size() + 1);
        REQUIRE(t.marks.size() == t.folded.size());
        REQUIRE(std::is_sorted(t.origin.begin(), t.origin.end()));
        std::vector<bool> boundary(copy.size() + 1);
        for (std::size_t i = 0; i <= copy.size();) {
            boundary[i] = true;
            if (i == copy.size()) break;
            i += base::decode(copy, i).size;
        }
        for (const auto& w : t.words) {
            const Span span = t.to_span(w.range());
            REQUIRE(span.begin < span.end);
            REQUIRE(span.end <= copy.size());
            REQUIRE(boundary[span.begin]);
            REQUIRE(boundary[span.end]);
            REQUIRE(text::fold(t.surface(w.range())) == t.folded_at(w.range()));
        }
        std::uint32_t end = 0;
        for (const auto& sentence : t.sentences) {
            REQUIRE(sentence.range.begin >= end);
            REQUIRE(sentence.range.begin < sentence.range.end);
            end = sentence.range.end;
        }
    }
}

TEST_CASE("encodings") {
    CHECK(text::to_utf8("\xEF\xBB\xBFété") == "été");
    CHECK(text::to_utf8("\xE9t\xE9", "ISO-8859-1") == "été");
    CHECK(text::to_utf8("Le pr\xE9sident fran\xE7"
                        "ais a \xE9t\xE9 re\xE7u \xE0 l'\xC9lys\xE9"
                        "e par le ministre, o\xF9 il a d\xEEn\xE9.") == "Le président français a été reçu à l'Élysée par le ministre, où il a dîné.");
    CHECK(text::to_utf8("\x93Oui\x94 co\xFBte 5 \x80", "windows-1252") == "“Oui” coûte 5 €");
    CHECK(text::to_utf8("été") == "été");
}
