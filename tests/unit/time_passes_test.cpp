// Passes over a text under one day after another: what is asked for is answered as if all were.
#include "../catch.hpp"

#include <optional>
#include <string>
#include <vector>

#include "time/grammar.hpp"
#include "time/passes.hpp"
#include "time_support.hpp"

using namespace time_test;

namespace {

struct Reading {
    text::Text text;
    time::Findings findings;
    std::vector<bool> skipped;

    explicit Reading(const std::string& source) {
        text::read(source, engine().language, text);
        text::segment(text, engine().language);
        clause::Layer layer;
        engine().clauses.tag(text, layer);
        engine().times.find(text, layer, findings);
        skipped.resize(findings.found.size());
    }
    [[nodiscard]] time::Passes passes(const time::Grammar& grammar) const {
        return {grammar, text, findings, skipped, std::nullopt, time::Prefer::tense};
    }
};

} // namespace

TEST_CASE("an expression alone is answered as among all, under every day") {
    const time::Grammar grammar(engine().pack, "fr");
    const std::vector<std::optional<base::Day>> days = [] {
        std::vector<std::optional<base::Day>> out;
        const auto first = std::chrono::local_days{std::chrono::year{2019} / 12 / 25};
        for (int i = 0; i < 900; i += 13) out.emplace_back(first + std::chrono::days{i});
        out.emplace_back();
        return out;
    }();
    const std::vector<std::string> sources{
        "Il a été élu le 3 mars. Le lendemain, il est parti à Rome. Deux jours plus tard, il est revenu, et le soir il a parlé à 20 heures.",
        "Le 13 novembre 2015, la ville a brûlé. Le 18 novembre, on a arrêté un homme. Le 2 décembre, il a parlé. Lundi, il sera jugé.",
        "En 2015, l'incendie du 4 mai a tout changé. Le 5 mai, les écoles ont fermé. La veille du vote de dimanche, rien ne bougeait.",
        "Il sera là de vendredi à mardi, puis du 28 décembre au 3 janvier. Il a plu jeudi, vendredi et samedi. Le matin, il fait froid.",
        "Hier, il a neigé. Ce matin, il gèle. Pâques approche. L'an dernier, en mars, c'était la fin de l'hiver. Le 29 février, il fera beau.",
        "Il viendra le 12. Le mois suivant, il partira. Vendredi 13 mars, la salle sera vide. Depuis trois semaines, il attend son procès.",
    };
    for (const std::string& source : sources) {
        Reading reading(source);
        INFO(source);
        REQUIRE(reading.findings.found.size() >= 4);
        for (const std::size_t furniture : {std::size_t{99}, std::size_t{1}}) {
            if (furniture < reading.skipped.size()) reading.skipped[furniture] = true;
            for (std::size_t i = 0; i < reading.findings.found.size(); ++i) {
                time::Passes all = reading.passes(grammar), one = reading.passes(grammar);
                for (const auto& day : days) {
                    const time::Answer answer = all.under(day)[i];
                    REQUIRE(one.under(day)[i] == answer);
                    for (std::size_t k = 0; k < reading.findings.found.size(); ++k) one.ask(k, k == i); // from the second day on
                }
            }
        }
    }
}
