#include "event/antecedents.hpp"

#include <algorithm>
#include <cstdlib>

namespace stoltenberg::event {
namespace {

class Antecedents {
public:
    Antecedents(std::vector<Draft>& drafts, const Scene& scene, const Timing& timing, const Dating& dating)
        : drafts_(drafts), lexicon_(scene.lexicon), timing_(timing), dating_(dating) {}

    void run() {
        for (std::size_t i = 0; i < drafts_.size(); ++i) call_off(i);
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            Draft& d = drafts_[i];
            if (!d.noun || !d.anaphor || d.title || d.quoted || lexicon_.trigger(d.trigger).is(state)) continue;
            if (known(d.when) && d.when.basis == Basis::clause) continue;
            if (d.modality == Modality::negated || d.modality == Modality::hypothetical) continue;
            if (d.beside_days != 0 && beside(d)) continue;
            const Draft* found = nullptr;
            const std::size_t window = 40;
            // "la rencontre de Genève": the one that was told of Geneva.
            for (std::size_t k = i; k > 0 && i - k < window && found == nullptr && !d.place.empty(); --k) {
                const Draft& other = drafts_[k - 1];
                if (other.place == d.place && stands(other) && compatible(d, other) && fits(d, other)) found = &other;
            }
            for (std::size_t k = i; k > 0 && i - k < window && found == nullptr && !d.before; --k) {
                const Draft& other = drafts_[k - 1];
                if (stands(other) && compatible(d, other) && fits(d, other)) found = &other;
            }
            for (std::size_t k = i + 1; k < drafts_.size() && k - i < window && found == nullptr; ++k) {
                const Draft& other = drafts_[k];
                if (stands(other) && compatible(d, other) &&
                    ((!d.participants.empty() && !other.participants.empty() && fits(d, other)) || (d.length_days > 0 && d.participants.empty())))
                    found = &other;
            }
            for (std::size_t k = i; k > 0 && i - k < window && found == nullptr && d.before; --k) {
                const Draft& other = drafts_[k - 1];
                if (stands(other) && compatible(d, other) && fits(d, other)) found = &other;
            }
            if (found == nullptr) {
                const bool told = !d.presupposed && !d.place.empty() && !d.participants.empty() && !d.before && !d.after;
                if (told) {
                    d.anaphor = false;
                    const bool real = d.modality == Modality::occurred || d.modality == Modality::ongoing || d.modality == Modality::reported;
                    if (!known(d.when)) sentence_time(d);
                    if (!known(d.when) && real) d.when = timing_.until_written();
                    d.aside = !known(d.when);
                }
                continue;
            }
            d.when = found->when;
            d.when.basis = Basis::antecedent;
            d.modality = found->modality;
            for (const Part& p : found->participants) {
                const bool there = std::any_of(d.participants.begin(), d.participants.end(), [&](const Part& q) { return q.id == p.id; });
                if (!there && d.participants.size() < 12) d.participants.push_back(p);
            }
            if (d.place.empty()) d.place = found->place;
            d.aside = found->aside;
            if (d.length_days > 0 && found->length_days == 0)
                drafts_[static_cast<std::size_t>(found - drafts_.data())].length_days = d.length_days;
            else if (found->length_days > 0)
                d.length_days = found->length_days;
        }
        for (Draft& d : drafts_) {
            if (d.beside_days != 0) static_cast<void>(beside(d));
        }
        for (Draft& d : drafts_) {
            if (d.length_days > 1 && d.noun) timing_.lengthen(d.when, d.length_days);
        }
    }

private:
    /// "devait se rendre à Rome mardi, mais le déplacement a été annulé": the plan told before.
    void call_off(std::size_t i) {
        Draft& d = drafts_[i];
        if (!d.called_off || !d.anaphor) return;
        for (std::size_t k = std::min(drafts_.size(), i + 12); k > 0 && i < k + 24; --k) {
            Draft& other = drafts_[k - 1];
            if (other.first >= d.first || other.sentence + 2 < d.sentence) continue;
            if (other.title || other.modality != Modality::planned || lexicon_.trigger(other.trigger).type != lexicon_.trigger(d.trigger).type)
                continue;
            if (!d.participants.empty() && !shares(d.participants, other.participants)) continue;
            other.modality = d.modality;
            other.modality_why = d.modality_why;
            if (d.modality == Modality::planned) {
                other.when = d.when;
                d.aside = true;
            }
            return;
        }
    }

    /// "La visite intervient au lendemain du voyage à Rome", "s'est rendu sur place au lendemain de l'accident": either day gives the other.
    bool beside(Draft& d) {
        for (Draft& other : drafts_) {
            if (&other == &d || other.sentence != d.sentence || other.clause != d.clause || (other.noun && other.verb == no_index)) continue;
            // Several days are counted from a day that is told, not from the one the text goes on about.
            if (std::abs(d.beside_days) > 1 && other.when.basis != Basis::clause && other.when.basis != Basis::sentence &&
                other.when.basis != Basis::dct)
                continue;
            if (!timing_.dated(d.when) && timing_.dated(other.when)) {
                d.when = Timing::shifted(other.when, d.beside_days);
                d.anaphor = d.anaphor && !known(d.when);
            } else if (timing_.dated(d.when) && !timing_.dated(other.when) && other.modality == Modality::occurred) {
                other.when = Timing::shifted(d.when, -d.beside_days);
                other.aside = other.aside && (!known(other.when) || other.participants.empty());
            } else {
                continue;
            }
            return true;
        }
        return false;
    }

    bool compatible(const Draft& a, const Draft& b) const {
        const Trigger& x = lexicon_.trigger(a.trigger);
        const Trigger& y = lexicon_.trigger(b.trigger);
        if (x.type != y.type || x.statement) return false;
        // "l'attaque" may be any attack, but "l'invasion" is not the last missile.
        if (!x.is(meeting) && !a.demonstrative && x.mode != y.mode) return false;
        if (!x.mode.empty() && !y.mode.empty() && x.mode != y.mode && (x.mode == "phone" || y.mode == "phone")) return false;
        return true;
    }

    bool stands(const Draft& d) const {
        return !(d.anaphor && d.noun && !known(d.when)) && d.modality != Modality::negated && d.modality != Modality::hypothetical && !d.title;
    }

    /// A noun with actor and place takes the time of its sentence.
    void sentence_time(Draft& d) const {
        std::vector<std::size_t> owned;
        dating_.verb_time(d, no_index, owned);
        if (known(d.when)) d.when.basis = Basis::sentence;
    }

    bool fits(const Draft& d, const Draft& other) const {
        // Nor is it the one of Kiev.
        if (d.place != other.place && d.place.starts_with("place/") && other.place.starts_with("place/")) return false;
        if (d.participants.empty()) return true;
        const auto actor = [](const Part& p) { return p.role == ParticipantRole::actor; };
        const bool both = std::any_of(d.participants.begin(), d.participants.end(), actor) &&
                          std::any_of(other.participants.begin(), other.participants.end(), actor);
        // "leur retrait" is no retreat of others from them.
        if (both && !lexicon_.trigger(d.trigger).is(meeting)) return acts_in(d.participants, other.participants);
        if (shares(d.participants, other.participants)) return true;
        return other.participants.empty();
    }

    std::vector<Draft>& drafts_;
    const Lexicon& lexicon_;
    const Timing& timing_;
    const Dating& dating_;
};

} // namespace

void point_back(std::vector<Draft>& drafts, const Scene& scene, const Timing& timing, const Dating& dating) {
    Antecedents(drafts, scene, timing, dating).run();
}

/// A title repeats what the text tells; it speaks only when the text is silent.
void weigh_titles(std::vector<Draft>& drafts, const Lexicon& lexicon) {
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if (!drafts[i].title) continue;
        Draft& d = drafts[i];
        const bool told = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& other) {
            return !other.title && lexicon.trigger(other.trigger).type == lexicon.trigger(d.trigger).type &&
                   (d.participants.empty() || shares(d.participants, other.participants));
        });
        const bool twice = std::any_of(drafts.begin(), drafts.begin() + static_cast<std::ptrdiff_t>(i), [&](const Draft& other) {
            return other.title && lexicon.trigger(other.trigger).type == lexicon.trigger(d.trigger).type;
        });
        if (told || twice || d.noun || d.participants.empty()) d.aside = true;
    }
}

bool dropped(const Draft& d) {
    if (d.title && d.aside) return true;
    const bool real = d.modality != Modality::negated && d.modality != Modality::hypothetical;
    return d.noun && d.anaphor && real && !known(d.when) && d.when.basis != Basis::antecedent;
}

} // namespace stoltenberg::event
