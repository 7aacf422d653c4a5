#include "../catch.hpp"

#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "resources.hpp"

using namespace stoltenberg;
using clause::Tense;

namespace {

struct Tagged {
    text::Text text;
    clause::Layer layer;
};

Tagged tag(const std::string& s) {
    const auto& r = *builtin_resources();
    Tagged t;
    text::read(s, r.segmentation, t.text);
    text::segment(t.text, r.segmentation);
    r.clauses.tag(t.text, t.layer);
    return t;
}

} // namespace

TEST_CASE("the verb of a clause: tense, negation, modality") {
    struct Case {
        std::string text, word;
        Tense tense;
        std::string marks; ///< ! negated, P passive, M modal, O obliged, R reporting
    };
    const std::vector<Case> cases{
        {"Le ministre a rencontré samedi son homologue.", "samedi", Tense::past, ""},
        {"Les ministres se rencontreront lundi à Rome.", "lundi", Tense::future, ""},
        {"Le président va rencontrer mardi le pape.", "mardi", Tense::future, ""},
        {"Il doit rencontrer mardi le pape.", "mardi", Tense::present, "MO"},
        {"Le pays pourrait attaquer mardi.", "mardi", Tense::conditional, "M"},
        {"Le pays ne prévoit pas d'envoyer de troupes mardi.", "mardi", Tense::present, "!M"},
        {"Quatre mineurs ont été écroués samedi.", "samedi", Tense::past, "P"},
        {"Il est arrivé lundi à Rome.", "lundi", Tense::past, ""},
        {"Le texte sera adopté jeudi.", "jeudi", Tense::future, "P"},
        {"Il a déclaré jeudi que la guerre finirait.", "jeudi", Tense::past, "R"},
        {"Il aurait quitté le pays lundi.", "lundi", Tense::past, ""},
        {"Il vient de signer lundi le décret.", "lundi", Tense::past, ""},
        {"Le sommet débutera mardi.", "mardi", Tense::future, ""},
        {"Le chef se rend vendredi en Roumanie.", "vendredi", Tense::present, ""},
        {"Il n'a pas signé lundi.", "lundi", Tense::past, "!"},
        {"Aucun accord n'a été signé lundi.", "lundi", Tense::past, "!P"},
        {"L'assemblée adopta lundi la loi.", "lundi", Tense::past, ""},
        {"S'exprimant lundi à Rome, le pape prie.", "lundi", Tense::gerund, ""},
        {"L'OTAN, réunie sans signer lundi le texte", "lundi", Tense::infinitive, "!"},
        {"Le bâtiment était occupé lundi.", "lundi", Tense::imperfect, "P"},
        {"Le cours a rebondi lundi.", "lundi", Tense::past, ""},
        {"La délégation est repartie lundi.", "lundi", Tense::past, ""},
        {"Le ministre fera le point lundi.", "lundi", Tense::future, ""},
        {"Son mandat expire lundi.", "lundi", Tense::present, ""},
        {"L'humidité recule lundi.", "lundi", Tense::present, ""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const Tagged t = tag(c.text);
        std::uint32_t w = 0;
        while (w < t.text.words.size() && t.text.word(w) != c.word) ++w;
        REQUIRE(w < t.text.words.size());
        const clause::Verb* v = t.layer.verb_near(w);
        REQUIRE(v != nullptr);
        CHECK(static_cast<int>(v->tense) == static_cast<int>(c.tense));
        std::string marks;
        if (v->negated) marks += '!';
        if (v->passive) marks += 'P';
        if (v->modal) marks += 'M';
        if (v->obliged) marks += 'O';
        if (v->reporting) marks += 'R';
        CHECK(marks == c.marks);
    }
}

TEST_CASE("no verb where there is none") {
    for (const std::string s : {"la santé, la sécurité et les réfugiés", "un opéra de la mer Noire", "le flanc est", "hier février janvier"}) {
        CAPTURE(s);
        CHECK(tag(s).layer.verbs.empty());
    }
}

TEST_CASE("clauses cover every word of every sentence, in order") {
    const Tagged t = tag(
        "Il a dit que la paix viendrait, mais la Russie, qui a déployé des troupes, refuse. Si elle attaque, l'OTAN répondra ; c'est sûr.");
    std::uint32_t next = 0;
    for (const clause::Clause& c : t.layer.clauses) {
        CHECK(c.first == next);
        CHECK(c.first < c.last);
        next = c.last;
    }
    CHECK(next == t.text.words.size());
    std::size_t conditional = 0;
    std::size_t complement = 0;
    for (const clause::Clause& c : t.layer.clauses) {
        conditional += c.conditional;
        complement += c.complement;
    }
    CHECK(conditional == 1);
    CHECK(complement == 1);
}
